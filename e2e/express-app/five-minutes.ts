import assert from 'node:assert/strict';
import { hasBeenAsked, startNod } from '../kit/index.ts';

const nod = await startNod();
const { client } = await nod.application({ name: 'Toy Shop' });
const phone = nod.phone();
await phone.pair('alice');

const { id, code = '' } = await client.createChallenge({ user: 'alice', action: { title: 'Order a kite' } });
await hasBeenAsked(phone, { application: 'Toy Shop', title: 'Order a kite' });
await phone.approve({ code });
assert.equal((await client.getChallenge(id)).state, 'approved');
await nod.stop();
