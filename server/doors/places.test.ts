import { expect, onTestFinished, test } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { cityRecord, placesFile } from '../net/testing-mmdb.ts';
import { locationOf, onBothStores } from '../store/testing.ts';
import { pairDevice, startTestServer } from './testing-server.ts';

onBothStores('a server that is given a database of places', (fresh) => {
  test('M2: tells the phone where a login by REST comes from', async () => {
    const { databaseUrl } = locationOf(await fresh());
    const environment = {
      NOD_PLACES: placesFile({ networks: [['81.2.69.0/24', cityRecord('Lisbon', 'Portugal')]] }),
      ...(databaseUrl === undefined ? {} : { NOD_DATABASE_URL: databaseUrl }),
    };
    const server = await startTestServer({ environment });
    onTestFinished(() => server.close());
    const { apiKey } = await server.application();
    const phone = await pairDevice(server, apiKey, 'alice');
    const body = { user: 'alice', context: { ip: '81.2.69.142' } };
    expect((await server.call('POST', '/v1/challenges', { apiKey, body })).status).toBe(201);
    const { challenges } = (await phone.call('GET', '/device/v1/challenges')).json;
    expect(challenges.map(({ challenge }) => readChallenge(challenge).context)).toEqual([
      { ip: '81.2.69.142', location: 'Lisbon, Portugal' },
    ]);
  });
});
