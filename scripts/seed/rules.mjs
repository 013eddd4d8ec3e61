// Routing rules of the demo workspace, and the tags of its tickets.

/** A few words of each tag that every workspace starts with (shared/src/tag/starter.rs); the worker knows all of them. */
const WORDS = {
  access: ["权限", "授权", "审批权", "permission", "access rights"],
  report: ["报表", "台账", "日报", "月报", "report", "reports"],
  print: ["打印", "打印机", "print", "printing", "printer"],
  login: ["登录", "密码", "log in", "login", "password"],
  import: ["导入", "导出", "import", "export"],
  performance: ["很慢", "卡顿", "超时", "slow", "timeout"],
};

/** The tags of a text, as a filing's event holds them. Latin words are found as words, Chinese ones anywhere. */
export function tagsOf(texts) {
  const text = texts.join("\n").toLowerCase();
  const has = (word) => (/^[a-z ]+$/.test(word) ? new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "u").test(text) : text.includes(word));
  return Object.entries(WORDS)
    .map(([tag, words]) => ({ tag, words: words.filter(has) }))
    .filter(({ words }) => words.length > 0);
}

/** The document of routing rules: `teams` and `companies` are maps from key to id. */
export function routingBook(teams, companies) {
  const rule = (id, name, on, team, owner) => ({ id, name, on: { class: [], project: [], module: [], company: [], tag: [], lang: null, hours: null, ...on }, team: teams.get(team), owner, active: true });
  const weekend = { zone: "Asia/Shanghai", days: [5, 6], from: 0, until: 1440 };
  return {
    rules: [
      rule("nordwind", "Nordwind 的故障", { company: [companies.get("nordwind")], class: ["fault"] }, "support", "least_loaded"),
      rule("access", "权限申请", { tag: ["access"] }, "consulting", "round_robin"),
      rule("weekend", "周末值班", { class: ["fault"], hours: weekend }, "support", "round_robin"),
      rule("faults", "系统故障", { class: ["fault"] }, "support", "least_loaded"),
      rule("changes", "配置变更", { class: ["change"] }, "consulting", "nobody"),
    ],
    unowned_minutes: 30,
  };
}
