//! What reaches people: members' inboxes and switches, the robots of groups, and what could not be delivered.

pub mod deliveries;
pub mod inbox;
pub mod robots;
pub mod tell;
