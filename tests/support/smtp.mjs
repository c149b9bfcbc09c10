// A tiny mail server: takes every message and keeps it, or refuses as told. Used by the mail walk.
import net from 'node:net';

/** Decodes "=?UTF-8?B?…?=" words and unfolds a header. */
const header_text = (text) => text.replace(/\r\n[ \t]/g, ' ').replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word) => Buffer.from(word, 'base64').toString('utf8'));

const quoted_text = (text) => Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');

/** {headers by lower-case name, text, html, raw}. */
export function read_message(raw) {
  const end = raw.indexOf('\r\n\r\n');
  const headers = Object.fromEntries(header_text(raw.slice(0, end)).split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  const part = (type) => {
    const at = raw.indexOf(`Content-Type: ${type}`);
    if (at < 0) return undefined;
    const begin = raw.indexOf('\r\n\r\n', at) + 4;
    return quoted_text(raw.slice(begin, raw.indexOf('\r\n--', begin)));
  };
  return { headers, text: part('text/plain'), html: part('text/html'), raw };
}

export class MailServer {
  static async open() {
    const server = new MailServer();
    server.messages = [];
    server.connections = 0;
    server.mode = 'accept';   // "refuse": 451 to every recipient; "silent": never says a word
    server.listener = net.createServer((socket) => server.talk(socket));
    await new Promise((resolve) => server.listener.listen(0, '127.0.0.1', resolve));
    server.url = `smtp://127.0.0.1:${server.listener.address().port}`;
    return server;
  }

  talk(socket) {
    this.connections += 1;
    socket.on('error', () => {});
    if (this.mode === 'silent') return;
    const say = (line) => socket.write(`${line}\r\n`);
    let buffer = '';
    let is_data = false;
    let to = [];
    say('220 mail.test');
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (;;) {
        const end = is_data ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (is_data ? 5 : 2));
        if (is_data) {
          is_data = false;
          this.messages.push({ to, ...read_message(`${line.replace(/\r\n\.\./g, '\r\n.')}\r\n`) });
          to = [];
          say('250 kept');
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 mail.test');
        else if (/^RCPT/i.test(line)) {
          if (this.mode === 'refuse') { say('451 come back later'); continue; }
          to.push(/<(.*)>/.exec(line)[1]);
          say('250 fine');
        } else if (/^DATA/i.test(line)) { is_data = true; say('354 go on'); } else if (/^QUIT/i.test(line)) { say('221 bye'); socket.end(); } else say('250 fine');
      }
    });
  }

  /** Waits until `count` messages came. */
  async wait(count, timeout_ms = 20_000) {
    const until = Date.now() + timeout_ms;
    while (this.messages.length < count) {
      if (Date.now() > until) throw new Error(`${this.messages.length} of ${count} mails after ${timeout_ms} ms`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this.messages;
  }

  /** The mails to one address, as soon as there are so many. */
  async wait_for(address, count, timeout_ms = 20_000) {
    const mine = () => this.messages.filter((mail) => mail.to.includes(address));
    const until = Date.now() + timeout_ms;
    while (mine().length < count && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    return mine();
  }

  close() { return new Promise((resolve) => { this.listener.close(resolve); this.listener.closeAllConnections?.(); }); }
}
