import { expect, it } from 'vitest';
import { CONTEXT_MAX_BYTES, type Context, readChallenge } from '../../shared/protocol/challenge.ts';
import { jsonBytes } from '../../shared/protocol/text.ts';
import { cityRecord, mmdbOf, testPlaces } from '../net/testing-mmdb.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn } from './testing-engine.ts';

const NETWORKS = [['81.2.69.0/24', cityRecord('Lisbon', 'Portugal')]] as const;
const IP = '81.2.69.142';

onBothStores('the place of a login', (fresh) => {
  async function asking(database: Parameters<typeof testPlaces>[0] = { networks: NETWORKS }) {
    const engine = await engineOn(await fresh(), await testPlaces(database));
    await engine.addDevice();
    async function contextOf(context?: Context) {
      engine.time.nowMs += 3_600_000;
      const asked = { application: engine.application, username: 'alice' };
      const { id } = await engine.challenges.create(context === undefined ? asked : { ...asked, context });
      return readChallenge(await engine.challengeJws(id)).context;
    }
    return { contextOf };
  }

  it('M2: comes from its address where the application names none, and is in what the device signs', async () => {
    const { contextOf } = await asking();
    const context = { ip: IP, browser: 'Firefox' };
    expect(await contextOf(context)).toEqual({ ...context, location: 'Lisbon, Portugal' });
  });

  it('M2: the application’s own word wins, and without a public address there is none', async () => {
    const { contextOf } = await asking();
    expect(await contextOf({ ip: IP, location: 'Porto' })).toEqual({ ip: IP, location: 'Porto' });
    expect(await contextOf({ ip: '10.0.0.7' })).toEqual({ ip: '10.0.0.7' });
    expect(await contextOf({ ip: '9.9.9.9' })).toEqual({ ip: '9.9.9.9' });
    expect(await contextOf({ browser: 'Firefox' })).toEqual({ browser: 'Firefox' });
    expect(await contextOf()).toEqual({});
  });

  it('is left out where there is no room for it, and nothing else changes', async () => {
    const { contextOf } = await asking();
    const full: Context = { ip: IP, browser: 'b'.repeat(40), os: '𝕎'.repeat(24), origin: `https://${'o'.repeat(90)}` };
    expect(jsonBytes(full)).toBeLessThanOrEqual(CONTEXT_MAX_BYTES);
    expect(jsonBytes({ ...full, location: 'Lisbon, Portugal' })).toBeGreaterThan(CONTEXT_MAX_BYTES);
    expect(await contextOf(full)).toEqual(full);
  });

  it('is no reason to fail where the database is damaged', async () => {
    const bytes = mmdbOf({ networks: NETWORKS });
    bytes.set([0x20, 0], bytes.indexOf('city') - 2);
    const { contextOf } = await asking(bytes);
    expect(await contextOf({ ip: IP })).toEqual({ ip: IP });
  });
});
