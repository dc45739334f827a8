// Words that the stock applications have in English only, with no key in their translations. Each list holds for the elements
// it names and for nothing else: what people wrote stays as it is, whatever it reads.

const same = text => text;

/** Translates each word of a text such as READ, TASK_WORK. */
const each = words => text => text.replace(/[A-Za-z][\w]*/g, word => words[word] || word);
const whole = words => text => words[text] || text;

const APPS = { Tasklist: '待办中心', Cockpit: '监控台', Admin: '系统管理', Welcome: '个人中心' };

const RIGHTS = {
  ALL: '全部', NONE: '无', ACCESS: '进入', READ: '查看', CREATE: '新建', UPDATE: '修改', DELETE: '删除', SET: '设置',
  TASK_WORK: '办理任务', TASK_ASSIGN: '指派任务', READ_TASK: '查看任务', UPDATE_TASK: '修改任务',
  CREATE_INSTANCE: '新建实例', READ_INSTANCE: '查看实例', UPDATE_INSTANCE: '修改实例', DELETE_INSTANCE: '删除实例',
  MIGRATE_INSTANCE: '迁移实例', RETRY_JOB: '重试作业', SUSPEND: '挂起定义', SUSPEND_INSTANCE: '挂起实例',
  READ_HISTORY: '查看历史', UPDATE_HISTORY: '修改历史', DELETE_HISTORY: '删除历史',
  READ_VARIABLE: '查看变量', UPDATE_VARIABLE: '修改变量', READ_HISTORY_VARIABLE: '查看历史变量',
  READ_INSTANCE_VARIABLE: '查看实例变量', UPDATE_INSTANCE_VARIABLE: '修改实例变量',
  READ_TASK_VARIABLE: '查看任务变量', UPDATE_TASK_VARIABLE: '修改任务变量'
};

const CODES = {
  ONSITE: '现场', PHONE: '电话', MAIL: '邮件', EMAIL: '电子邮件', HAOCHAPING: '好差评系统', ZHENGQITONG: '政企通',
  PORTAL: '门户网站', LIAISON: '助企联络员', OBSERVER: '特邀监督员', CAMPAIGN: '走访座谈调查', UNIT: '部门自收',
  DEPARTMENT: '部门', SUPERIOR: '上级交办', TOWN: '镇街', NEW_CITY: '新城', IMMEDIATE: '即时办结', GENERAL: '一般类', COMPLEX: '复杂类',
  WORKING: '工作日', CALENDAR: '自然日', OFFICE: '营商办受理', COORDINATE_FIRST: '单位先行协调', NONE: '无',
  TRADE_SECRET: '商业秘密', STATE_SECRET: '国家秘密', PETITION: '信访', LITIGATION: '诉讼', DISCLOSURE: '信息公开',
  DISCIPLINE: '纪检监察', CIVIL_DISPUTE: '民事纠纷', ARBITRATION: '仲裁', ADMIN_REVIEW: '行政复议'
};

const TABLES = {
  'Hit policy:': '命中策略：', Unique: '唯一', First: '首条命中', Any: '任意', Collect: '汇总', 'Rule order': '按规则顺序',
  When: '如果', And: '并且', Then: '则', Annotations: '说明', Annotation: '说明',
  string: '文本', long: '整数', integer: '整数', double: '小数', boolean: '是否', date: '日期', 'View DRD': '查看决策需求图'
};

const HINTS = [
  [/^Decision name: */, '决策名称：'], [/^Input label: */, '输入：'], [/^Output label(: *)?/, '输出：'],
  [/^Input label$/, '输入'], [/^Input type$/, '输入类型'], [/^Output type$/, '输出类型'], [/^Input values$/, '可选的值'], [/^Output values$/, '可选的值'],
  [/^No overlap is possible.*/, '各条规则互不重叠，只会命中一条'],
  [/^Rules may overlap\. The first matching rule will be chosen.*/, '规则可能重叠，取第一条命中的规则'],
  [/^zoom in$/, '放大'], [/^zoom out$/, '缩小'], [/^reset zoom$/, '恢复原大小'], [/^Powered by bpmn\.io$/, '图形显示：bpmn.io']
];

const VARIABLES = {
  acceptanceRoute: '受理路径', appraisalDue: '考核到期', appraisalNumber: '考核编号', appraisalYear: '考核年度', attempt: '第几次办理',
  calendarNumber: '工作日历编号', caseNumber: '案件编号', coUnit: '协办单位', commitment: '承诺事项', complaintClass: '投诉分类',
  complaintNumber: '投诉编号', coordinatingUnit: '协调单位', fortnightMoved: '双周期限已调整', hostUnit: '主办单位',
  jointNumber: '联合办理编号', ledgerNumber: '台账编号', loopCounter: '多实例序号', nrOfActiveInstances: '进行中实例数',
  nrOfCompletedInstances: '已完成实例数', nrOfInstances: '实例总数', office: '承办部门', problemCode: '常见问题编号',
  request: '请求序号', requestKind: '请求种类', reviewNumber: '梳理编号', scopeGround: '范围依据', substitutionNumber: '代办编号',
  templateNumber: '模板修订编号',
  triageResult: '研判结果', visitOutcome: '回访结果',
  String: '文本', Long: '整数', Integer: '整数', Double: '小数', Boolean: '是否', Date: '日期', Json: '结构', Null: '空'
};

const hint = text => HINTS.reduce((said, [english, chinese]) => said.replace(english, chinese), text);

/** Where, what becomes of the text there, and what of its title. */
const RULES = [
  ['.app-switch .dropdown-menu a', whole(APPS), same],
  // what is only read aloud: without a key, or put there before the translations have come
  ['.sr-only', whole({ CAM_WIDGET_HEADER_TOGGLE_NAVIGATION: '展开或收起导航', Close: '关闭' }), same],
  ['#footer-timezone i', whole({ 'Asia/Shanghai': '北京时间' }), same],
  ['th, th span', whole({ Actions: '操作', State: '状态' }), same],
  ['.null-value', whole({ null: '无' }), same],
  ['[title^="zoom "], [title="reset zoom"], .bjs-powered-by', same, hint],
  ['.dmn-decision-table-container .header, .dmn-decision-table-container .header *, .dmn-decision-table-container th, '
    + '.dmn-decision-table-container th *, .decision-table-name', whole(TABLES), hint],
  ['.dmn-decision-table-container td.cell, .dmn-decision-table-container .input-variable, '
    + '.dmn-decision-table-container .output-variable, .suban-rule-value, .fjs-table-td', text => text.replace(/"([A-Z_]+)"/g, (code, name) => CODES[name] || code), same],
  ['[cam-widget-variables-table] td, [cam-widget-variables-table] td *', whole(VARIABLES), same],
  ['td.permissions', each(RIGHTS), same],
  ['td.permissions label', each(RIGHTS), same],
  ['td.group-type, input[name="type"]', whole({ WORKFLOW: '工作组' }), same]
];

/** Buttons that are a picture only, with no word of their own even in English. */
const NAMELESS = [['button.bjs-drilldown', '打开子流程']];

function put(object, property, said) {
  const before = object[property];
  const after = before && said(before.trim());
  if (before && after !== before.trim()) {
    object[property] = before.replace(before.trim(), () => after);
  }
}

let due = 0;
function translate() {
  due = 0;
  for (const [where, textOf, titleOf] of RULES) {
    for (const element of document.querySelectorAll(where)) {
      if (titleOf !== same) {
        put(element, 'title', titleOf);
      }
      if (textOf !== same) {
        element.childNodes.forEach(node => node.nodeType === Node.TEXT_NODE && put(node, 'data', textOf));
      }
    }
  }
  for (const [where, name] of NAMELESS) {
    for (const element of document.querySelectorAll(`${where}:not([title])`)) {
      element.title = name;
    }
  }
}

// once a frame, and before it is painted
new MutationObserver(() => {
  due ||= requestAnimationFrame(translate);
}).observe(document.body, { childList: true, characterData: true, subtree: true });
translate();

export default [];
