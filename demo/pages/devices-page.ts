import { html } from 'hono/html';
import type { Device } from '../../shared/sdk/rest-api.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { apart, wordsIn } from '../words/all.ts';
import type { DemoWords } from '../words/en.ts';
import { csrf, type Markup, room } from './layout.ts';

export function devicesPage(session: Session, given: { account: Account; devices: Device[] }): Markup {
  const { language } = session;
  const words = wordsIn(language).devices;
  const devices = given.devices.filter(({ state }) => state !== 'revoked');
  const active = devices.filter(({ state }) => state === 'active');
  return room({
    title: words.title,
    session,
    account: given.account,
    here: 'devices',
    content: html`
<h1>${words.title}</h1>
<p class="lead">${words.lead(apart(language, given.account.username))}</p>
${active.length === 1 ? html`<p class="tip">${words.only}</p>` : ''}
<ul class="devices">${devices.map((device) => deviceRow(session, device, { others: active.length > 0 }))}</ul>
<form method="post" action="/pair" class="row">${csrf(session)}<button class="button">${wordsIn(language).pairing.another}</button></form>
<p class="aside"><a href="/password">${wordsIn(language).password.change}</a></p>`,
  });
}

function deviceRow(session: Session, device: Device, { others }: { others: boolean }): Markup {
  const { name, createdAtMs } = device;
  const words = wordsIn(session.language);
  const said = apart(session.language, name);
  const paired = createdAtMs === undefined ? undefined : whenPaired(createdAtMs, words);
  const remove = paired === undefined ? words.devices.removeNamed(said) : words.devices.removePaired(said, paired);
  return html`<li>
<div><strong><bdi>${name}</bdi></strong><span class="hint">${stateOf(device, others, words.devices)}</span>
${paired === undefined ? '' : html`<span class="hint">${words.devices.paired(paired)}</span>`}</div>
<form method="post" action="/devices/remove">${csrf(session)}<input type="hidden" name="id" value="${device.id}">
<button class="quiet" aria-label="${remove}">${words.devices.remove}</button></form>
</li>`;
}

/** @param others whether the person has a device in use that could let this one in */
function stateOf({ state, delivery, vouched }: Device, others: boolean, words: DemoWords['devices']): string {
  if (state === 'active' && delivery === 'pull') return words.activePull;
  if (state === 'pending' && vouched === false && others) return words.pendingLetIn;
  const { active, pending, suspended, revoked } = words;
  const states: Readonly<Record<string, string>> = { active, pending, suspended, revoked };
  return states[state] ?? state;
}

/** To the minute, so that two phones of one name can be told apart. */
function whenPaired(atMs: number, { locale }: DemoWords): string {
  return new Date(atMs).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
