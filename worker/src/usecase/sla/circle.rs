//! Whom a workspace's notices can reach: read once for all tickets of a round, and not for each notice.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use shared::id::{RobotId, WorkspaceId};
use shared::robot::GroupTopic;
use shared::time::{DAY_MS, Timestamp};

use crate::context::Ctx;
use crate::db::{Fault, Rows};
use crate::store::sla::clocks::{self as store, Recipient};
use crate::store::{quota as counters, robots};
use crate::usecase::quota;

/// A workspace as its notices see it.
pub struct Circle {
    pub sla_version: u32,
    pub people: Vec<Recipient>,
    robots: Vec<Robot>,
    /// Letters that may still be sent today.
    room: Cell<i64>,
    /// When the next day's may be.
    tomorrow: Timestamp,
}

struct Robot {
    id: RobotId,
    topics: Vec<GroupTopic>,
}

/// The workspaces of a round, by id.
#[derive(Default)]
pub struct Circles(BTreeMap<String, Circle>);

impl Circles {
    /// A workspace's, read when it is met first.
    pub async fn of(&mut self, ctx: &Ctx, workspace: &WorkspaceId) -> Result<&Circle, Fault> {
        match self.0.entry(workspace.as_str().to_owned()) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(Circle::read(ctx, workspace).await?)),
        }
    }
}

impl Circle {
    async fn read(ctx: &Ctx, workspace: &WorkspaceId) -> Result<Self, Fault> {
        let letters = quota::of_letters(ctx, workspace);
        let stmts =
            vec![store::sla_version(workspace), store::recipients(workspace), robots::list(workspace, None), counters::count(&letters)];
        let rows = ctx.db.batch(stmts).await?;
        let number = |place: usize, column: &str| rows.get(place).and_then(|rows| rows.number(column)).unwrap_or(0);
        let robots: Vec<robots::Row> = rows.get(2).map_or(Ok(Vec::new()), Rows::all)?;
        Ok(Self {
            sla_version: number(0, "sla_version") as u32,
            people: rows.get(1).map_or(Ok(Vec::new()), Rows::all)?,
            robots: robots.into_iter().filter(|robot| robot.active == 1).map(Robot::read).collect::<Result<_, _>>()?,
            room: Cell::new(letters.limit - number(3, "count")),
            tomorrow: Timestamp(letters.start + DAY_MS),
        })
    }

    /// The robots of groups that want to hear of one of these.
    pub fn robots_for<'a>(&'a self, topics: &'a [GroupTopic]) -> impl Iterator<Item = &'a RobotId> {
        self.robots.iter().filter(|robot| robot.topics.iter().any(|topic| topics.contains(topic))).map(|robot| &robot.id)
    }

    /// When one more letter is sent that is meant for `at`: what is beyond the day's limit waits for the next day.
    pub fn letter_at(&self, at: Timestamp) -> Timestamp {
        let room = self.room.get();
        self.room.set(room - 1);
        if room > 0 { at } else { at.max(self.tomorrow) }
    }
}

impl Robot {
    fn read(row: robots::Row) -> Result<Self, Fault> {
        let topics = serde_json::from_str(&row.topics).map_err(|e| Fault::new(format!("topics of a robot: {e}")))?;
        Ok(Self { id: row.id, topics })
    }
}
