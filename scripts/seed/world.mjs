// Who is in a workspace, read from the database: tickets are invented for the people that are really there.
import { Refusal } from "../lib/run.mjs";

/** The workspace with its members, teams and requesters; undefined if there is none of that address. */
export async function readWorld(db, slug) {
  const workspace = await db.prepare("SELECT id, last_serial, reminder_days, silence_days FROM workspaces WHERE slug = ?").bind(slug).first();
  if (!workspace) return undefined;
  const rows = async (sql) => (await db.prepare(sql).bind(workspace.id).all()).results;
  const members = await rows("SELECT id, role FROM members WHERE workspace_id = ? AND active = 1 ORDER BY email");
  const teamMembers = await rows("SELECT team_id, member_id FROM team_members WHERE workspace_id = ?");
  const classes = await rows("SELECT class, team_id FROM team_classes WHERE workspace_id = ?");
  const projects = await rows("SELECT id, company_id FROM projects WHERE workspace_id = ? AND active = 1 ORDER BY name");
  const modules = await rows("SELECT id, project_id FROM modules WHERE workspace_id = ? ORDER BY name");
  const contacts = await rows("SELECT id, name, email, company_id FROM contacts WHERE workspace_id = ? AND active = 1 ORDER BY email");
  if (contacts.length === 0) throw new Refusal(`The workspace ${slug} has no customers yet: add one, then seed.`);
  const withRole = (...roles) => members.filter(({ role }) => roles.includes(role)).map(({ id }) => id);
  const workers = withRole("agent", "lead", "admin");
  const agents = withRole("agent");
  const ofTeam = (team) => agents.filter((id) => teamMembers.some((row) => row.team_id === team && row.member_id === id));
  const ownersOf = (team) => (ofTeam(team).length > 0 ? ofTeam(team) : workers);
  return {
    workspace,
    teamOf: Object.fromEntries(classes.map((row) => [row.class, row.team_id])),
    owners: Object.fromEntries(classes.map((row) => [row.team_id, ownersOf(row.team_id)])),
    lead: withRole("lead", "admin")[0],
    helper: withRole("collaborator")[0],
    requesters: contacts.map(({ id, name, email, company_id }) => ({
      id, name, email, company: company_id,
      projects: projects.filter((project) => project.company_id === company_id)
        .map((project) => ({ id: project.id, modules: modules.filter((row) => row.project_id === project.id).map((row) => row.id) })),
    })),
  };
}
