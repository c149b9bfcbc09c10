// The number on a slip, as server/assisted/slip.cpp makes and checks it: a slip can be handed over where there is no network.
const letters = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
const body_chars = 9;

const checkOf = (body) => letters[[...body].reduce((sum, letter, at) => sum + (at + 1) * letters.indexOf(letter), 0) % letters.length];

/** A new number; bytes above the last whole multiple are drawn again, so that no letter is likelier than another. */
export function newSlip(random = (bytes) => crypto.getRandomValues(bytes)) {
  let body = '';
  while (body.length < body_chars) {
    const [byte] = random(new Uint8Array(1));
    if (byte < 256 - (256 % letters.length)) body += letters[byte % letters.length];
  }
  return body + checkOf(body);
}

/** What was typed as it is stored; '' when it cannot be a slip's number. */
export function tidySlip(typed) {
  const slip = typed.toUpperCase().replace(/[\s-]/g, '');
  const is_whole = slip.length === body_chars + 1 && [...slip].every((letter) => letters.includes(letter));
  return is_whole && checkOf(slip.slice(0, body_chars)) === slip.at(-1) ? slip : '';
}

export const shownSlip = (slip) => `${slip.slice(0, 5)}-${slip.slice(5)}`;
