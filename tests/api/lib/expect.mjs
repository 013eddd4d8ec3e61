// What tests say about answers.
import assert from "node:assert/strict";

/** The answer's body, if it has this status. */
export function ok(answer, status = 200) {
  assert.equal(answer.status, status, answer.text);
  return answer.body;
}

/** The problem, if it is this one. */
export function refused(answer, status, code, field) {
  assert.deepEqual({ status: answer.status, code: answer.body.code, field: answer.body.field }, { status, code, field }, answer.text);
  return answer.body;
}

/** A problem without what differs between two of the same kind. */
export function withoutId(answer) {
  const { request_id: _, ...rest } = answer.body ?? {};
  return { status: answer.status, ...rest };
}
