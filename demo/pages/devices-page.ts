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
<ul class="devices">${devices.map((device) => deviceRow(session, device))}</ul>
<form method="post" action="/pair" class="row">${csrf(session)}<button class="button">Pair another device</button></form>
<p class="aside"><a href="/password">Change your password</a></p>`,
  });
}

const STATES: Record<Device['state'], string> = {
  active: 'Ready',
  pending: 'Pairing isn’t finished',
  suspended: 'Suspended: look in Nod',
  revoked: 'Removed',
};

function deviceRow(session: Session, device: Device): Markup {
  const state =
    device.state === 'active' && device.delivery === 'pull'
      ? 'Ready while Nod is open on it'
      : (STATES[device.state] ?? device.state);
  return html`<li>
<div><strong>${device.name}</strong><span class="hint">${state}</span></div>
<form method="post" action="/devices/remove">${csrf(session)}<input type="hidden" name="id" value="${device.id}">
<button class="quiet" aria-label="Remove ${device.name}">Remove</button></form>
</li>`;
}
