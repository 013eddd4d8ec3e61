// The demo workspace itself: firm, teams, members, customers, projects.
import { COMPANIES, FIRM, MEMBERS, TEAMS } from "./people.mjs";
import { routingBook } from "./rules.mjs";

/** Creates the workspace in one batch; it is there as a whole or not at all. */
export async function createWorkspace(db, random, now) {
  const id = random.id();
  const made = now - 400 * 24 * 3_600_000;
  const teams = new Map(TEAMS.map((team) => [team.key, random.id()]));
  const statements = [
    db.prepare("INSERT INTO workspaces (id, slug, name, lang, created_at) VALUES (?, ?, ?, 'zh', ?)").bind(id, FIRM.slug, FIRM.name, made),
  ];
  const add = (sql, ...values) => statements.push(db.prepare(sql).bind(id, ...values));
  for (const team of TEAMS) {
    add("INSERT INTO teams (workspace_id, id, name, created_at) VALUES (?, ?, ?, ?)", teams.get(team.key), team.name, made);
    for (const name of team.classes) add("INSERT INTO team_classes (workspace_id, class, team_id) VALUES (?, ?, ?)", name, teams.get(team.key));
  }
  for (const member of MEMBERS) {
    const memberId = random.id();
    add("INSERT INTO members (workspace_id, id, name, email, role, lang, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      memberId, member.name, member.email, member.role, member.lang, made);
    for (const team of member.teams) add("INSERT INTO team_members (workspace_id, member_id, team_id) VALUES (?, ?, ?)", memberId, teams.get(team));
  }
  const companies = new Map(COMPANIES.map((company) => [company.key, addCompany(add, random, company, made)]));
  add("INSERT INTO rule_books (workspace_id, kind, version, book, updated_at) VALUES (?, 'routing', 1, ?, ?)", JSON.stringify(routingBook(teams, companies)), made);
  await db.batch(statements);
  return id;
}

/** Gives its id. */
function addCompany(add, random, company, made) {
  const companyId = random.id();
  add("INSERT INTO companies (workspace_id, id, name, created_at) VALUES (?, ?, ?, ?)", companyId, company.name, made);
  for (const contact of company.contacts) {
    add("INSERT INTO contacts (workspace_id, id, name, email, phone, company_id, standing, lang, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      random.id(), contact.name, contact.email, contact.phone, companyId, contact.standing, company.lang, made);
  }
  for (const project of company.projects) {
    const projectId = random.id();
    add("INSERT INTO projects (workspace_id, id, name, company_id, created_at) VALUES (?, ?, ?, ?, ?)", projectId, project.name, companyId, made);
    for (const name of project.modules) add("INSERT INTO modules (workspace_id, id, project_id, name) VALUES (?, ?, ?, ?)", random.id(), projectId, name);
  }
  return companyId;
}
