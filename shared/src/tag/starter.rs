//! What a workspace starts with. It lives here and in no row until somebody changes it.

use super::book::{TagName, TagRule};
use crate::text::{Name, Word};

/// A tag: identifier, both names, and its words.
type Starter = (&'static str, &'static str, &'static str, &'static [&'static str]);

const STARTERS: &[Starter] = &[
    (
        "access",
        "权限申请",
        "Access request",
        &[
            "权限",
            "授权",
            "开通账号",
            "账号开通",
            "开通帐号",
            "帐号开通",
            "新增用户",
            "新员工 + 账号",
            "审批权",
            "可见范围",
            "permission",
            "permissions",
            "access rights",
            "access request",
            "authorize",
            "authorise",
            "new user",
            "new account",
            "user role",
        ],
    ),
    (
        "report",
        "报表查询",
        "Reports",
        &[
            "报表",
            "统计表",
            "明细表",
            "台账",
            "汇总表",
            "查询 + 数据",
            "查询 + 明细",
            "日报",
            "月报",
            "看板数据",
            "report",
            "reports",
            "dashboard",
            "statistics",
        ],
    ),
    (
        "print",
        "打印",
        "Printing",
        &["打印", "条码打印", "标签纸", "打印机", "套打", "print", "prints", "printed", "printing", "printer", "label printer", "printout"],
    ),
    (
        "login",
        "登录",
        "Sign-in",
        &[
            "登录",
            "登陆",
            "登不上",
            "登不进",
            "密码",
            "验证码",
            "账号锁定",
            "账号被锁",
            "单点登录",
            "login",
            "log in",
            "log on",
            "logging in",
            "sign in",
            "signing in",
            "password",
            "locked out",
            "sso",
        ],
    ),
    (
        "import",
        "导入导出",
        "Import and export",
        &[
            "导入",
            "导出",
            "批量上传",
            "数据迁移",
            "期初数据",
            "import",
            "imports",
            "imported",
            "importing",
            "export",
            "exports",
            "exported",
            "exporting",
            "bulk upload",
            "data migration",
        ],
    ),
    (
        "performance",
        "性能",
        "Performance",
        &[
            "卡顿",
            "很慢",
            "太慢",
            "变慢",
            "很卡",
            "卡死",
            "转圈",
            "超时",
            "响应慢",
            "加载慢",
            "打开慢",
            "白屏",
            "slow",
            "slowly",
            "timeout",
            "timeouts",
            "time out",
            "timed out",
            "hangs",
            "freezes",
            "lag",
            "unresponsive",
        ],
    ),
];

/// The rules, in order.
pub fn rules() -> Vec<TagRule> {
    STARTERS.iter().map(|(id, zh, en, words)| rule(id, zh, en, words)).collect()
}

/// Whether a tag is one of these.
pub fn is_starter(id: &str) -> bool {
    STARTERS.iter().any(|(own, ..)| *own == id)
}

fn rule(id: &str, zh: &str, en: &str, words: &[&str]) -> TagRule {
    TagRule {
        id: id.into(),
        name: TagName { zh: Name::parse(zh).ok(), en: Name::parse(en).ok() },
        link: None,
        words: words.iter().filter_map(|word| Word::parse(word).ok()).collect(),
        except: Vec::new(),
        active: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::TagBook;

    #[test]
    fn r41_the_tags_a_workspace_starts_with_can_be_saved_as_they_are() {
        let book = TagBook { version: 0, rules: rules() };
        assert_eq!(book.check(), Ok(()));
        for (rule, (id, .., words)) in book.rules.iter().zip(STARTERS) {
            assert!(is_starter(id) && rule.name.zh.is_some() && rule.name.en.is_some());
            assert_eq!(rule.words.len(), words.len(), "{id}");
        }
        assert!(!is_starter("other"));
    }
}
