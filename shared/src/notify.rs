//! What members are told of, and by which way: each may switch each of it off for themselves.

use crate::sla::Level;
use crate::ticket::Priority;

words! {
    /// What a member is told of.
    Topic {
        /// A ticket was given to them by somebody else.
        Assigned = "assigned", "有工单指派给我", "A ticket is assigned to me";
        /// The customer wrote on their ticket.
        Replied = "replied", "客户回复了我的工单", "A customer replies on my ticket";
        /// A solution of theirs was refused, or their ticket was opened again.
        Refused = "refused", "我的工单被退回或重新打开", "My ticket is refused or reopened";
        /// Somebody asked them to help.
        Helping = "helping", "有人请我协助", "I am asked to help";
        /// A part of the work was given to them.
        SubTask = "sub_task", "有子任务交给我", "A sub-task is given to me";
        ApprovalAsked = "approval_asked", "有审批请我决定", "I am asked to approve";
        /// What they asked for was approved or refused, or nobody answered in time.
        ApprovalAnswered = "approval_answered", "我发起的审批有了结果", "My request for approval is decided or expires";
        Warning = "warning", "工单即将超时", "A ticket is due soon";
        Breach = "breach", "工单已超时", "A ticket is breached";
        Escalation = "escalation", "超时工单升级", "A breached ticket escalates";
    }
}

words! {
    /// How a member is told.
    Way {
        /// Within the product.
        App = "app", "站内", "In the app";
        Mail = "mail", "邮件", "By mail";
    }
}

impl Topic {
    /// The topic of a notice of the clocks.
    pub const fn of(level: Level) -> Self {
        match level {
            Level::Warning => Self::Warning,
            Level::Breach => Self::Breach,
            Level::Escalation => Self::Escalation,
        }
    }

    /// How a switch that is off is stored.
    pub fn switch(self, way: Way) -> String {
        [self.as_str(), ".", way.as_str()].concat()
    }

    /// Whether it is told in the app whatever was switched off: nobody can look away from a P0 that was broken.
    pub fn always(self, priority: Priority) -> bool {
        priority == Priority::P0 && matches!(self, Self::Breach | Self::Escalation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r15_a_broken_p0_cannot_be_switched_off_in_the_app() {
        for &topic in Topic::ALL {
            for &priority in Priority::ALL {
                let broken = topic == Topic::Breach || topic == Topic::Escalation;
                assert_eq!(topic.always(priority), broken && priority == Priority::P0, "{topic:?} {priority:?}");
            }
        }
    }
}
