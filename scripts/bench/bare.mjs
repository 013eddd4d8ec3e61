// The platform with nothing of ours in front: one point read and one insert, for ratios in the same run.

/** A worker's source: `GET /read` reads one ticket by its key, `POST /insert` writes one row. */
export const bareWorker = `
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/read") {
      const row = await env.DB.prepare("SELECT * FROM bench_rows WHERE id = ?").bind(1 + Math.floor(Math.random() * 1000)).first();
      return Response.json(row);
    }
    if (pathname === "/insert") {
      await env.DB.prepare("INSERT INTO bench_rows (title, body, at) VALUES (?, ?, ?)").bind("扫码失败", "x".repeat(200), Date.now()).run();
      return Response.json({ ok: true });
    }
    return new Response("ok");
  },
};`;

/** Makes the table that the bare worker uses. */
export async function prepareBare(db) {
  await db.prepare("CREATE TABLE IF NOT EXISTS bench_rows (id INTEGER PRIMARY KEY, title TEXT, body TEXT, at INTEGER)").run();
  await db
    .prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO bench_rows (title, body, at) SELECT 'row ' || i, printf('%.200c', 'x'), i FROM n")
    .run();
}
