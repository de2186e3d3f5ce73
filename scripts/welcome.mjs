import path from 'node:path';

/** Whether an address leads to this computer only. */
export const isLocal = (origin) => /^(?:(?:.+\.)?localhost|127\.[\d.]+|\[::1\])$/.test(new URL(origin).hostname);

/** Prints the addresses and what to do next, with a QR of the app's address. */
export async function printWelcome({ origin, demoOrigin, dataDir }) {
  const local = isLocal(origin);
  console.log(`
  Nod        ${origin}   the app that answers
  Demo site  ${demoOrigin}   Harbour Notes, a site to sign in to

  What to do next:
  1. Open ${demoOrigin} and create an account.
  2. It shows a code. Open ${origin} in another window${local ? '' : ' or on your phone'} and type it there.
  3. Sign in to the demo site: it shows six digits, and Nod asks you for them.

${await drawQr(origin)}
  ${local ? 'Only this computer can open these addresses. For a phone see “On your phone” in README.md.' : 'Scan this with your phone to open Nod there.'}
  Data is kept in ${path.relative(process.cwd(), dataDir) || '.'}. Stop with Ctrl-C.
`);
}

/** Two modules per character, dark on light in every terminal: in the terminal's own colours a QR might be inverted. */
async function drawQr(text) {
  const { encodeQR } = await import('qr');
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 2 });
  const colours = process.stdout.isTTY ? ['\x1b[30;107m', '\x1b[0m'] : ['', ''];
  // Without colours the light modules are drawn, since terminals are mostly dark.
  const drawn = (module) => (process.stdout.isTTY ? module : !module);
  let out = '';
  for (let y = 0; y < rows.length; y += 2) {
    const line = rows[y].map((upper, x) => {
      const lower = rows[y + 1]?.[x] ?? false;
      return [' ', '▄', '▀', '█'][(drawn(upper) ? 2 : 0) + (drawn(lower) ? 1 : 0)];
    });
    out += `  ${colours[0]}${line.join('')}${colours[1]}\n`;
  }
  return out;
}
