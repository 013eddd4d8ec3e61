// A second workspace that has many rules, so that a filing can be measured under them.
import { createHash, randomBytes } from "node:crypto";

const RULES = 100;
const WORDS_A_RULE = 10;

/** Makes it; gives `{ token, requester }` of a lead and a customer of it. */
export async function makeRuled(db) {
  const [id, lead, requester, team] = ["ruled", "ruled-lead", "ruled-customer", "ruled-team"];
  const now = Date.now();
  const token = randomBytes(32).toString("base64url");
  const tags = Array.from({ length: RULES }, (_, n) => ({
    id: `t${n}`, name: { zh: `标签${n}`, en: null }, link: null, except: [], active: true,
    words: Array.from({ length: WORDS_A_RULE }, (_, w) => (w % 2 === 0 ? `词${n}条${w}` : `word ${n} ${w}`)),
  }));
  // Only the last rule applies, so that all of them are looked at.
  const routes = Array.from({ length: RULES }, (_, n) => ({
    id: `r${n}`, name: `规则${n}`, team, owner: "least_loaded", active: true,
    on: { class: n === RULES - 1 ? [] : ["question"], project: [], module: [], company: [], tag: [`t${n}`].filter(() => n < RULES - 1), lang: null, hours: null },
  }));
  const book = (kind, content) => ["INSERT INTO rule_books (workspace_id, kind, version, book, updated_at) VALUES (?, ?, 1, ?, ?)", id, kind, JSON.stringify(content), now];
  const statements = [
    ["INSERT INTO workspaces (id, slug, name, lang, created_at) VALUES (?, 'ruled', 'Ruled', 'zh', ?)", id, now],
    ["INSERT INTO members (workspace_id, id, name, email, role, lang, created_at) VALUES (?, ?, 'Lead', 'lead@ruled.test', 'lead', 'zh', ?)", id, lead, now],
    ["INSERT INTO contacts (workspace_id, id, name, email, created_at) VALUES (?, ?, 'Customer', 'customer@ruled.test', ?)", id, requester, now],
    ["INSERT INTO teams (workspace_id, id, name, created_at) VALUES (?, ?, 'Team', ?)", id, team, now],
    ["INSERT INTO team_members (workspace_id, member_id, team_id) VALUES (?, ?, ?)", id, lead, team],
    ["INSERT INTO sessions (token_hash, workspace_id, member_id, created_at, seen_at) VALUES (?, ?, ?, ?, ?)", createHash("sha256").update(token).digest("hex"), id, lead, now, now],
    book("tags", { rules: tags }),
    book("routing", { rules: routes, unowned_minutes: 30 }),
  ];
  await db.batch(statements.map(([sql, ...values]) => db.prepare(sql).bind(...values)));
  return { token, requester };
}
