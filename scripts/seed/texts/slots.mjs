// The words that are put into {slots} of a text, by language.
const code = (prefix, digits) => (random) => prefix + String(random.between(1, 10 ** digits - 1)).padStart(digits, "0");

const common = {
  item: (random) => random.pick(["MB-", "SX-", "HC-", "PC-", "ELC-"]) + random.between(1000, 9899),
  order: code("WO2026", 5),
  purchase: code("PO26", 6),
  voucher: code("GL-2026-", 4),
  machine: (random) => random.pick(["CNC-", "AOI-", "SMT-", "PDA-", "RF-"]) + String(random.between(1, 48)).padStart(2, "0"),
  error: (random) => random.pick(["ORA-01017", "ORA-00060", "SQL 1205", "HTTP 504", "HTTP 401", "ERR-2207", "E0471", "0x80070005", "TNS-12541", "NullReferenceException"]),
  qty: (random) => String(random.between(2, 4800)),
  percent: (random) => String(random.between(3, 97)),
  month: (random) => String(random.between(1, 11)),
  minutes: (random) => String(random.between(2, 40)),
  version: (random) => `${random.between(3, 6)}.${random.between(0, 9)}.${random.between(0, 20)}`,
};

const zh = {
  ...common,
  person: (random) => random.pick(["张丽", "王海", "刘芳", "陈建国", "杨帆", "黄志强", "周敏", "吴昊", "徐静", "孙鹏", "马晓东", "朱琳"]),
  doc: (random) => random.pick(["采购订单", "采购入库单", "销售出库单", "生产领料单", "完工入库单", "调拨单", "盘点单", "质检单", "付款申请单", "费用报销单", "应收对账单", "退货单"]),
  screen: (random) => random.pick(["工序报工", "齐套分析", "库存台账", "批次追溯", "排产看板", "来料检验", "成本计算", "期末结账", "设备点检", "发票校验", "物料主数据", "BOM 维护"]),
  site: (random) => random.pick(["一车间", "二车间", "总装线", "SMT 三线", "注塑车间", "原料仓", "成品仓", "质检室", "财务部", "计划部", "冷库", "包装线"]),
  report: (random) => random.pick(["日产量报表", "在制品报表", "库龄分析表", "供应商交期报表", "设备稼动率报表", "废品率周报", "应收账龄表", "工时统计表", "订单毛利表"]),
  field: (random) => random.pick(["税率", "批次号", "计量单位", "仓位", "成本中心", "交货日期", "客户料号", "供应商编码", "保质期", "计划员"]),
};

const en = {
  ...common,
  person: (random) => random.pick(["Anna Berg", "James Tan", "Priya Nair", "Oliver Stone", "Grace Lim", "Mark Jensen", "Sofia Rossi", "Daniel Wong"]),
  doc: (random) => random.pick(["purchase order", "goods receipt", "delivery note", "material issue", "stock transfer", "stock count", "inspection lot", "payment request", "credit note", "customer statement"]),
  screen: (random) => random.pick(["operation reporting", "shortage analysis", "stock ledger", "batch trace", "scheduling board", "incoming inspection", "cost roll-up", "period close", "invoice matching", "item master", "bill of materials"]),
  site: (random) => random.pick(["line 1", "line 3", "final assembly", "the raw-material store", "the finished-goods store", "the inspection room", "accounts payable", "planning", "the test bench", "shipping"]),
  report: (random) => random.pick(["daily output report", "work-in-progress report", "stock ageing report", "supplier lead-time report", "machine utilisation report", "scrap report", "receivables ageing", "hours by order"]),
  field: (random) => random.pick(["tax rate", "batch number", "unit of measure", "bin location", "cost centre", "delivery date", "customer item number", "supplier code", "shelf life", "planner"]),
};

const SLOTS = { zh, en };

/**
 * Fills the {slots} of texts that belong together: each slot says the same in all of them. Chinese and Latin words
 * stand apart.
 */
export function writer(lang, random) {
  const said = {};
  return (text) => {
    const filled = text.replace(/\{(\w+)\}/g, (_, name) => (said[name] ??= SLOTS[lang][name](random)));
    return lang === "zh" ? filled.replace(/(\p{Script=Han})([A-Za-z0-9])/gu, "$1 $2").replace(/([A-Za-z0-9])(\p{Script=Han})/gu, "$1 $2") : filled;
  };
}
