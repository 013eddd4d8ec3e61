// The mails of a development start, as the page /dev/mailbox shows them.
import assert from "node:assert/strict";

/** All mails to an address, newest first. */
export async function mailsTo(server, address) {
  const response = await fetch(`${server.url}/dev/mailbox.json`);
  assert.equal(response.status, 200);
  return (await response.json()).filter((mail) => mail.to === address);
}

/** The code in the newest mail to an address. */
export async function codeFor(server, address) {
  const [mail] = await mailsTo(server, address);
  assert.ok(mail, `no mail to ${address}`);
  return mail.text.match(/\b\d{6}\b/)[0];
}
