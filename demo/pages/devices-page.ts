import { html } from 'hono/html';
import type { Device } from '../../shared/sdk/rest-api.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { csrf, type Markup, room } from './layout.ts';

export function devicesPage(session: Session, given: { account: Account; devices: Device[] }): Markup {
  const devices = given.devices.filter(({ state }) => state !== 'revoked');
  const active = devices.filter(({ state }) => state === 'active');
  return room({
    title: 'Your devices',
    session,
    account: given.account,
    here: 'devices',
    content: html`
<h1>Your devices</h1>
<p class="lead">They are asked when somebody signs in as ${given.account.username}.</p>
${
  active.length === 1
    ? html`<p class="tip">This is your only device: without it you can’t sign in. Pair a second one while you have it.</p>`
    : ''
}
<ul class="devices">${devices.map((device) => deviceRow(session, device, { others: active.length > 0 }))}</ul>
<form method="post" action="/pair" class="row">${csrf(session)}<button class="button">Pair another device</button></form>
<p class="aside"><a href="/password">Change your password</a></p>`,
  });
}

const STATES: Record<Device['state'], string> = {
  active: 'Ready',
  pending: 'Pairing isn’t finished',
  suspended: 'Paused: look in Nod',
  revoked: 'Removed',
};

function deviceRow(session: Session, device: Device, { others }: { others: boolean }): Markup {
  const { name, createdAtMs } = device;
  return html`<li>
<div><strong>${name}</strong><span class="hint">${stateOf(device, others)}</span>
${createdAtMs === undefined ? '' : html`<span class="hint">Paired ${whenPaired(createdAtMs)}</span>`}</div>
<form method="post" action="/devices/remove">${csrf(session)}<input type="hidden" name="id" value="${device.id}">
<button class="quiet" aria-label="Remove ${name}${createdAtMs === undefined ? '' : `, paired ${whenPaired(createdAtMs)}`}">Remove</button></form>
</li>`;
}

/** @param others whether the person has a device in use that could let this one in */
function stateOf({ state, delivery, vouched }: Device, others: boolean): string {
  if (state === 'active' && delivery === 'pull') return 'Ready while Nod is open on it';
  if (state === 'pending' && vouched === false && others) return 'Waits until you let it in on another device';
  return STATES[state] ?? state;
}

/** To the minute, so that two phones of one name can be told apart. */
function whenPaired(atMs: number): string {
  return new Date(atMs).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
