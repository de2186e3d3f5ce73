/**
 * Makes the vectors anew: `node shared/protocol/vectors/generate.ts`. Signatures are random, so every file changes; do it
 * only when the wire changes, and say so in the CHANGELOG.
 */
import './generate/challenge.ts';
import './generate/decision.ts';
import './generate/user-verification.ts';
import './generate/confirmation.ts';
import './generate/receipt.ts';
import './generate/proof.ts';
import './generate/binding.ts';
import './generate/notice.ts';
import './generate/key-set.ts';
import './generate/text.ts';
import './generate/offline-code.ts';
