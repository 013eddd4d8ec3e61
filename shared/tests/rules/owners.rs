//! Who becomes the owner (R11).

use proptest::prelude::*;
use shared::id::{MemberId, Serial};
use shared::lang::Lang;
use shared::routing::{Crew, Load, Owner, Ownership, RoutingRule, Subject, pick, route};
use shared::sla::Calendar;
use shared::sla::zone::ZoneTable;
use shared::ticket::Class;
use shared::time::Timestamp;

use super::conditions::{always, rule};

fn of(owner: Ownership) -> [RoutingRule; 1] {
    [RoutingRule { owner, ..rule("r", always(), "a") }]
}

fn decided(owner: Ownership, present: &[&str]) -> Option<Vec<MemberId>> {
    let subject = Subject {
        class: Class::Fault,
        project: None,
        module: None,
        company: None,
        tags: vec![],
        lang: Lang::Zh,
        filed_at: Timestamp(0),
        calendar: &Calendar::always(),
    };
    let crews = [Crew { team: "a".into(), present: present.iter().map(|id| (*id).into()).collect() }];
    let (rules, usual) = (of(owner), "usual".into());
    let decision = route(&rules, &subject, &crews, &usual, &ZoneTable { zones: vec![] });
    assert_eq!((decision.team.as_str(), decision.rule.is_some()), ("a", true));
    match decision.owner {
        Owner::Nobody => None,
        Owner::OneOf(by, among) => {
            assert_eq!(by, owner);
            Some(among.to_vec())
        }
    }
}

#[test]
fn r11_the_owner_is_one_of_those_who_are_there_or_nobody() {
    for owner in [Ownership::LeastLoaded, Ownership::RoundRobin] {
        assert_eq!(decided(owner, &["ann", "bo"]), Some(vec!["ann".into(), "bo".into()]));
        assert_eq!(decided(owner, &[]), None);
    }
    assert_eq!(decided(Ownership::Nobody, &["ann"]), None);
}

#[test]
fn r11_the_least_loaded_has_the_fewest_open_tickets_and_the_next_in_turn_waited_longest() {
    let present: Vec<MemberId> = ["ann", "bo", "cy"].map(Into::into).into();
    let load = |id: &MemberId| match id.as_str() {
        "ann" => Load { open: 3, last: 7 },
        "bo" => Load { open: 1, last: 9 },
        _ => Load { open: 1, last: 8 },
    };
    let by = |ownership| pick(Owner::OneOf(ownership, &present), load).unwrap().as_str().to_owned();
    assert_eq!((by(Ownership::LeastLoaded), by(Ownership::RoundRobin)), ("bo".into(), "ann".into()));
    assert_eq!(pick(Owner::Nobody, load), None);
}

proptest! {
    /// Whoever joins, leaves or was away: nobody gets a second ticket before everybody who was there all along has got one.
    #[test]
    fn r11_a_round_gives_everybody_who_stays_one_ticket(mates in 1usize..8, guests in prop::collection::vec(any::<bool>(), 0..40)) {
        let staying: Vec<MemberId> = (0..mates).map(|n| format!("m{n}").as_str().into()).collect();
        let mut last = std::collections::HashMap::<MemberId, Serial>::new();
        let mut given: Vec<MemberId> = Vec::new();
        for (serial, with_guest) in (1..).zip(guests) {
            let mut present = staying.clone();
            if with_guest {
                present.push("guest".into());
            }
            let load = |id: &MemberId| Load { open: 0, last: last.get(id).copied().unwrap_or(0) };
            let owner = pick(Owner::OneOf(Ownership::RoundRobin, &present), load).unwrap().clone();
            last.insert(owner.clone(), serial);
            given.push(owner);
        }
        let counts: Vec<usize> = staying.iter().map(|id| given.iter().filter(|own| *own == id).count()).collect();
        let (least, most) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
        prop_assert!(most - least <= 1, "{counts:?}");
    }
}
