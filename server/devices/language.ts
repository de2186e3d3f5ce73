import type { Language } from '../../shared/languages/languages.ts';
import { isYoung } from '../announcements/rule-of-age.ts';
import type { Core } from '../core/core.ts';
import type { DeviceRow } from '../store/schema.ts';

/** What is known of a user and of the device that says a language. */
type Known = Pick<DeviceRow, 'user_id' | 'state' | 'activated_at_ms'> & {
  readonly language: string | null;
  readonly otherDevices: number;
};

/**
 * Keeps the language that a user's device speaks, for what the server itself writes to them. Where it is known already it costs
 * no statement. A young device beside others says none, also where none was said yet (a server that was just updated): whoever has
 * just got in would have the owner told of it in a language that the owner can't read.
 */
export async function keepLanguage(
  { store, clock }: Pick<Core, 'store' | 'clock'>,
  device: Known,
  language: Language,
): Promise<void> {
  if (device.state !== 'active' || device.language === language) return;
  if (device.otherDevices > 0 && isYoung(device, clock())) return;
  await store.db
    .updateTable('users')
    .set({ language })
    .where('id', '=', device.user_id)
    // Of two devices that say it at once, the later one sees what the other has said the next time.
    .where('language', device.language === null ? 'is' : '=', device.language)
    .execute();
}
