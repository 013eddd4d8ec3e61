//! Robots of group chats, what they have to say, and who says it at present.

use serde::Deserialize;
use shared::id::{RobotId, Serial, WorkspaceId};
use shared::lang::Lang;
use shared::robot::{GroupTopic, Vendor};
use shared::sla::Kind;
use shared::text::{Name, Title};
use shared::ticket::Priority;
use shared::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

use crate::db::Stmt;
use crate::store::sql::Sql;
use crate::store::ticket::write::Place;

/// How long a message is kept for whoever asks what was sent.
const KEPT_MS: i64 = 30 * DAY_MS;
/// Tries before a message is given up. The waits between them double from a minute: half a day in all.
const ATTEMPTS_MAX: u32 = 10;
/// Longest wait between two tries.
const WAIT_MS_MAX: i64 = 4 * HOUR_MS;
/// Robots of one run.
const ROBOTS: u32 = 20;
/// Lines of one message that are read: what is beyond is counted.
const LINES: u32 = 50;

/// A robot with everything that is known of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    pub id: RobotId,
    pub vendor: Vendor,
    pub name: Name,
    /// Sealed, as `secret` is: [`crate::robot::Whose`] opens them.
    pub url: String,
    pub secret: Option<String>,
    /// JSON.
    pub topics: String,
    pub active: u8,
    pub error: Option<String>,
}

/// All robots of a workspace, or one.
pub fn list(workspace: &WorkspaceId, id: Option<&str>) -> Stmt {
    let sql = "SELECT id, vendor, name, url, secret, topics, active, error FROM robots
        WHERE workspace_id = ?1 AND id = coalesce(?2, id) ORDER BY created_at, id";
    Stmt::new(sql).bind(workspace).bind(id)
}

/// What an admin sets of a robot.
pub struct Settings<'a> {
    pub name: &'a Name,
    pub url: &'a str,
    pub secret: Option<&'a str>,
    pub topics: &'a [GroupTopic],
}

/// Adds one.
pub fn add(now: Timestamp, workspace: &WorkspaceId, id: &RobotId, vendor: Vendor, robot: &Settings<'_>) -> Stmt {
    let sql = "INSERT INTO robots (workspace_id, id, vendor, name, url, secret, topics, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    Stmt::new(sql)
        .bind(workspace)
        .bind(id.as_str())
        .bind(vendor.as_str())
        .bind(robot.name)
        .bind(robot.url)
        .bind(robot.secret)
        .bind(serde_json::json!(robot.topics).to_string())
        .bind(now)
}

/// Changes one. What the vendor said of its old address is no news of the new one.
pub fn edit(workspace: &WorkspaceId, id: &RobotId, robot: &Settings<'_>, active: bool) -> Stmt {
    let sql = "UPDATE robots SET name = ?3, error = iif(url = ?4 AND secret IS ?5, error, NULL), url = ?4, secret = ?5, topics = ?6,
        active = ?7 WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql)
        .bind(workspace)
        .bind(id.as_str())
        .bind(robot.name)
        .bind(robot.url)
        .bind(robot.secret)
        .bind(serde_json::json!(robot.topics).to_string())
        .bind(active)
}

/// Removes one, with what it had to say.
pub fn remove(workspace: &WorkspaceId, id: &str) -> Stmt {
    Stmt::new("DELETE FROM robots WHERE workspace_id = ? AND id = ?").bind(workspace).bind(id)
}

/// Tells every group that wants to hear of one of `topics`; the first of them is what it is told as.
pub fn tell(workspace: &WorkspaceId, place: Place, topics: &[GroupTopic], at: Timestamp) -> Stmt {
    let told = topics.first().map(|topic| topic.as_str());
    let sql =
        Sql::new("INSERT INTO robot_messages (workspace_id, robot_id, topic, serial, created_at, due_at) SELECT r.workspace_id, r.id, ");
    let sql = place.serial(sql.arg(told).text(", "), workspace).text(", ").arg(at).text(", ").arg(at);
    let sql = sql.text(" FROM robots r WHERE r.active = 1 AND r.workspace_id = ").arg(workspace);
    let sql = sql.text(" AND EXISTS (SELECT 1 FROM json_each(r.topics) WHERE 1").and_in("value", topics.iter().map(|t| t.as_str()));
    sql.text(")").stmt()
}

/// What a notice says in a group.
pub struct OfClock {
    pub topic: GroupTopic,
    pub serial: Serial,
    pub clock: Kind,
    /// When it is said.
    pub at: Timestamp,
}

/// Tells a group of which is known that it wants it, if its robot is still there.
pub fn tell_known(workspace: &WorkspaceId, robot: &RobotId, said: &OfClock, now: Timestamp) -> Stmt {
    let sql = "INSERT INTO robot_messages (workspace_id, robot_id, topic, serial, clock, created_at, due_at)
        SELECT workspace_id, id, ?3, ?4, ?5, ?6, ?7 FROM robots WHERE workspace_id = ?1 AND id = ?2 AND active = 1";
    let stmt = Stmt::new(sql).bind(workspace).bind(robot.as_str()).bind(said.topic.as_str()).bind(said.serial);
    stmt.bind(said.clock.as_str()).bind(now).bind(said.at)
}

/// A robot that was taken, and what it has to say.
#[derive(Debug, Deserialize)]
pub struct Taken {
    pub workspace_id: WorkspaceId,
    pub id: RobotId,
    pub vendor: Vendor,
    pub url: String,
    pub secret: Option<String>,
    /// The workspace's.
    pub lang: Lang,
    /// JSON: the first [`Line`]s, the most urgent ahead.
    pub lines: String,
    /// Of all messages.
    pub count: u32,
}

/// One thing to say.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    pub topic: GroupTopic,
    pub serial: Serial,
    pub title: Title,
    pub priority: Priority,
    pub clock: Option<Kind>,
    pub owner: Option<Name>,
}

/// Takes every robot that has something to say and is free, under the name `claim`, until `until`; the last statement
/// gives them as [`Taken`]. A robot that is taken is nobody else's, so that each message is sent by one sender.
pub fn take(now: Timestamp, until: Timestamp, claim: &str) -> Vec<Stmt> {
    let robots = "UPDATE robots SET busy_until = (?2+0), claim = (?3||'') WHERE active = 1 AND busy_until <= ?1 AND (workspace_id, id) IN
        (SELECT DISTINCT m.workspace_id, m.robot_id FROM robot_messages m JOIN robots r ON r.workspace_id = m.workspace_id
            AND r.id = m.robot_id AND r.active = 1 AND r.busy_until <= ?1 WHERE m.due_at <= ?1 LIMIT (?4+0))";
    let messages = "UPDATE robot_messages SET claim = ?2, attempts = attempts + 1 WHERE due_at <= ?1
        AND (workspace_id, robot_id) IN (SELECT workspace_id, id FROM robots WHERE claim = ?2)";
    let taken = "SELECT r.workspace_id, r.id, r.vendor, r.url, r.secret, w.lang,
            (SELECT count(*) FROM robot_messages m WHERE m.claim = r.claim AND m.robot_id = r.id) AS count,
            (SELECT json_group_array(json(l.line)) FROM (SELECT json_object('topic', m.topic, 'serial', m.serial, 'title', t.title,
                    'priority', t.priority, 'clock', m.clock, 'owner', o.name) AS line
                FROM robot_messages m JOIN tickets t ON t.workspace_id = m.workspace_id AND t.serial = m.serial
                LEFT JOIN members o ON o.workspace_id = t.workspace_id AND o.id = t.owner_id
                WHERE m.claim = r.claim AND m.robot_id = r.id ORDER BY t.priority, m.id LIMIT (?2+0)) l) AS lines
        FROM robots r JOIN workspaces w ON w.id = r.workspace_id WHERE r.claim = (?1||'')";
    vec![
        Stmt::new(robots).bind(now).bind(until).bind(claim).bind(ROBOTS),
        Stmt::new(messages).bind(now).bind(claim),
        Stmt::new(taken).bind(claim).bind(LINES),
    ]
}

/// The vendor took the message; the robot is free again from `free` on.
pub fn sent(robot: &Taken, claim: &str, now: Timestamp, free: Timestamp) -> Vec<Stmt> {
    let messages = "UPDATE robot_messages SET due_at = NULL, sent_at = ?2, error = NULL, claim = NULL WHERE claim = ?1 AND robot_id = ?3";
    vec![Stmt::new(messages).bind(claim).bind(now).bind(robot.id.as_str()), release(robot, claim, free, None)]
}

/// It was not taken: each is tried again later, or never. Waits double from a minute.
pub fn failed(robot: &Taken, claim: &str, now: Timestamp, free: Timestamp, error: &str) -> Vec<Stmt> {
    let messages = "UPDATE robot_messages SET due_at = iif(attempts < ?4, ?2 + min((1 << min(attempts, 20)) * ?5, ?6), NULL), error = ?7,
        claim = NULL WHERE claim = ?1 AND robot_id = ?3";
    let messages =
        Stmt::new(messages).bind(claim).bind(now).bind(robot.id.as_str()).bind(ATTEMPTS_MAX).bind(MINUTE_MS).bind(WAIT_MS_MAX).bind(error);
    vec![messages, release(robot, claim, free, Some(error))]
}

fn release(robot: &Taken, claim: &str, free: Timestamp, error: Option<&str>) -> Stmt {
    let sql = "UPDATE robots SET busy_until = ?3, claim = NULL, error = ?4 WHERE workspace_id = ?1 AND id = ?2 AND claim = ?5";
    Stmt::new(sql).bind(&robot.workspace_id).bind(robot.id.as_str()).bind(free).bind(error).bind(claim)
}

/// Seals what was stored in the clear, unless it was changed meanwhile.
pub fn reseal(robot: &Taken, url: &str, secret: Option<&str>) -> Stmt {
    let sql = "UPDATE robots SET url = ?3, secret = ?4 WHERE workspace_id = ?1 AND id = ?2 AND url = ?5 AND secret IS ?6";
    let stmt = Stmt::new(sql).bind(&robot.workspace_id).bind(robot.id.as_str()).bind(url).bind(secret);
    stmt.bind(robot.url.as_str()).bind(robot.secret.as_deref())
}

/// Forgets what was said or given up long ago.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM robot_messages WHERE created_at < ? AND due_at IS NULL").bind(now.plus(-KEPT_MS))
}
