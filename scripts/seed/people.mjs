// The demo workspace: a firm that rolls out ERP and MES, its team, and the customers it works for.

export const SLUG = "demo";
export const FIRM = { name: "启明软件", slug: SLUG };

export const TEAMS = [
  { key: "support", name: "客服运维", classes: ["question", "fault"] },
  { key: "consulting", name: "实施顾问", classes: ["change"] },
  { key: "development", name: "研发", classes: ["request"] },
];

export const MEMBERS = [
  { key: "admin", name: "陈志远", email: "admin@demo.test", role: "admin", teams: ["support", "consulting", "development"], lang: "zh" },
  { key: "lead", name: "林晓", email: "lead@demo.test", role: "lead", teams: ["support", "consulting"], lang: "zh" },
  { key: "agent", name: "王敏", email: "agent@demo.test", role: "agent", teams: ["support"], lang: "zh" },
  { key: "zhao", name: "赵磊", email: "zhao.lei@demo.test", role: "agent", teams: ["support", "development"], lang: "zh" },
  { key: "sun", name: "孙悦", email: "sun.yue@demo.test", role: "agent", teams: ["consulting"], lang: "zh" },
  { key: "emma", name: "Emma Clarke", email: "emma.clarke@demo.test", role: "agent", teams: ["support", "consulting"], lang: "en" },
  { key: "collaborator", name: "周凯", email: "collaborator@demo.test", role: "collaborator", teams: ["development"], lang: "zh" },
];

export const COMPANIES = [
  {
    key: "huadong", name: "华东精密机械", lang: "zh",
    contacts: [
      { key: "customer", name: "李伟", email: "customer@demo.test", phone: "138 0000 0011", standing: "requester" },
      { key: "manager", name: "钱国华", email: "manager@demo.test", phone: "138 0000 0012", standing: "manager" },
      { key: "huang", name: "黄志强", email: "huang@huadong.test", phone: null, standing: "requester" },
    ],
    projects: [
      { name: "MES 二期", modules: ["工序报工", "扫码枪与 PDA", "设备采集", "质量检验"] },
      { name: "ERP 财务", modules: ["总账", "应收应付", "成本核算"] },
    ],
  },
  {
    key: "haichuan", name: "海川食品", lang: "zh",
    contacts: [
      { key: "xu", name: "徐静", email: "xujing@haichuan.test", phone: "0532-5550 0101", standing: "manager" },
      { key: "ma", name: "马晓东", email: "ma@haichuan.test", phone: null, standing: "requester" },
    ],
    projects: [{ name: "供应链与批次追溯", modules: ["采购", "仓储", "批次追溯", "冷链标签"] }],
  },
  {
    key: "shengtong", name: "盛通电子", lang: "zh",
    contacts: [
      { key: "zhu", name: "朱琳", email: "zhulin@shengtong.test", phone: "0755-5550 0180", standing: "requester" },
      { key: "wu", name: "吴昊", email: "wuhao@shengtong.test", phone: null, standing: "requester" },
    ],
    projects: [{ name: "SMT 产线 MES", modules: ["排产", "上料防错", "AOI 接口", "看板"] }],
  },
  {
    key: "nordwind", name: "Nordwind Pumps Asia", lang: "en",
    contacts: [
      { key: "anna", name: "Anna Berg", email: "anna.berg@nordwind.test", phone: "+65 5550 0134", standing: "manager" },
      { key: "james", name: "James Tan", email: "james.tan@nordwind.test", phone: null, standing: "requester" },
    ],
    projects: [{ name: "ERP roll-out", modules: ["Purchasing", "Inventory", "Finance", "Shop floor"] }],
  },
];
