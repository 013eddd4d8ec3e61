//! Keys that act on every screen.

use crate::{desk, dom, i18n::tr, ui::keys::on_key};

use super::nav::SEARCH;

/// Registers them for as long as the frame is on the page.
pub fn everywhere() {
    on_key("/", tr("搜索", "Search"), || dom::focus(SEARCH));
    on_key("c", tr("新建工单", "New ticket"), || desk::go("/desk/new"));
    on_key("g b", tr("去看板", "Go to the board"), || desk::go("/desk/board"));
    on_key("g l", tr("去工单列表", "Go to the tickets"), || desk::go("/desk/tickets"));
}
