// Proposing a revision: the whole set, why, what becomes of the cases in flight, steps that are called otherwise now, and the figures of a trial
// run. Everything that is wrong with it comes from the server and stands at its field.

import { root, token } from '../../../../suban/page.js?v=1';
import { address, ask, element, failed, note } from './suban-board-parts.js?v=2';
import { mappingTable } from './suban-rules-mapping.js?v=1';
import { button, folded, isOpen, revisionAddress, revisionLink } from './suban-rules-parts.js?v=3';

const KINDS = [['bpmn', '流程图'], ['dmn', '规则表'], ['form', '表单']];

// ---- the files

const isZip = ({ name }) => name.endsWith('.zip');

/** Of a folder what a set is made of; where it is a whole project, what stands in the two folders of the rules. */
function ofTheSet(files) {
  const rules = files.filter(({ name }) => KINDS.some(([ending]) => name.endsWith(`.${ending}`)));
  const inProject = rules.filter(({ webkitRelativePath }) => /^[^/]+\/(processes|forms)\//.test(webkitRelativePath));
  return inProject.length ? inProject : rules;
}

function told(files, all) {
  if (files.some(isZip)) {
    return `压缩包“${files[0].name}”，${Math.ceil(files[0].size / 1024)}千字节`;
  }
  const kinds = KINDS.map(([ending, name]) => [name, files.filter(it => it.name.endsWith(`.${ending}`)).length]);
  const others = all - files.length;
  return kinds.map(([name, count]) => `${name}${count}个`).join('、') + (others ? `；另有${others}个文件不是规则，不提交` : '');
}

/** A field for files behind a button of ours: its own speaks the browser's language. */
function chooser(text, properties, choose) {
  const input = element('input', { type: 'file', hidden: true, ...properties });
  input.addEventListener('change', () => {
    choose([...input.files]);
    input.value = '';
  });
  return [input, button(text, () => input.click())];
}

function fileField() {
  let chosen = [];
  const said = element('p', { className: 'suban-board-note', textContent: '还没有选定。' });
  said.setAttribute('role', 'status');
  const control = element('div', { className: 'suban-rules-choose', tabIndex: -1 });
  const choose = (files, all) => {
    chosen = files;
    said.textContent = files.length ? `已选定：${told(files, all)}` : '所选的文件夹里没有流程图、规则表或表单。';
    control.dispatchEvent(new Event('input', { bubbles: true }));
  };
  control.setAttribute('role', 'group');
  control.append(
    ...chooser('选择文件夹', { webkitdirectory: true }, files => choose(ofTheSet(files), files.length)),
    ...chooser('选择压缩包', { accept: '.zip' }, files => choose(files, files.length)),
    said);
  return { control, files: () => chosen };
}

// ---- the other fields

function radios(name, options) {
  const control = element('div', { className: 'suban-rules-radios', tabIndex: -1 });
  control.setAttribute('role', 'radiogroup');
  control.append(...options.map(([value, label, meaning]) => element('label', {},
    element('input', { type: 'radio', name, value }),
    element('span', {}, element('strong', { textContent: label }), element('small', { textContent: meaning })))));
  return control;
}

const IN_FLIGHT = [
  ['keep', '按原规则办完', '在办案件照旧，直到办结；以后监督人员可以补办迁移。'],
  ['migrate', '改按新规则办理', '批准后逐件改，每件连同它的各流程要么全改、要么全不改；已告知企业的日期不变。']
];

const area = (rows, maxLength, placeholder = '') => element('textarea', { className: 'form-control', rows, maxLength, placeholder });

let fields = 0;

/** A control with its label, what it means, and a place for what is wrong with it. */
function field(label, hint, control) {
  const id = `suban-rules-field-${++fields}`;
  const errors = element('ul', { className: 'suban-rules-errors', id: `${id}-errors`, hidden: true });
  const text = element('p', { className: 'suban-board-note', id: `${id}-hint`, textContent: hint });
  control.id = id;
  control.setAttribute('aria-describedby', `${text.id} ${errors.id}`);
  const group = control.hasAttribute('role');
  const title = group ? element('span', { className: 'suban-rules-label', id: `${id}-label`, textContent: label })
    : element('label', { className: 'suban-rules-label', htmlFor: id, textContent: label });
  if (group) {
    control.setAttribute('aria-labelledby', title.id);
  }
  const clear = () => {
    errors.hidden = true;
    errors.replaceChildren();
    control.removeAttribute('aria-invalid');
  };
  control.addEventListener('input', clear);
  return {
    control,
    clear,
    node: element('div', { className: 'suban-rules-field' }, title, text, control, errors),
    refuse(messages) {
      errors.replaceChildren(...messages.map(textContent => element('li', { textContent })));
      errors.hidden = false;
      control.setAttribute('aria-invalid', 'true');
    }
  };
}

// ---- sending

/** What is not filled in; the server would say so, too, but one thing after the other. */
function missing(files, { reason, inFlight }) {
  return [
    ['files', files.length, '请选定文件夹或压缩包'], ['reason', reason.trim(), '修订理由：必填'], ['inFlight', inFlight, '请选定一种办法']
  ].filter(([, given]) => !given).map(([field, , message]) => ({ field, message }));
}

async function posted(path, files, words = {}) {
  const body = new FormData();
  Object.entries(words).filter(([, text]) => text).forEach(([name, text]) => body.append(name, text));
  files.forEach(file => body.append('files', file, file.name));
  const response = await fetch(`${root}/rule-revisions${path}`, {
    method: 'POST', headers: { Accept: 'application/json', 'X-XSRF-TOKEN': token() }, credentials: 'same-origin', body
  });
  return { ok: response.ok, answer: await response.json().catch(() => ({})) };
}

/** What the server answers: the revision's number, or what is wrong, by field. */
async function send(files, words) {
  const errors = missing(files, words);
  if (errors.length) {
    return { errors };
  }
  const { ok, answer } = await posted('', files, words);
  return ok ? { number: answer.revision.number }
    : { errors: answer.errors?.length ? answer.errors : [{ message: answer.message || '未能提交，请稍后重试。' }] };
}

/** At the fields what is said of them, below the form what is said of none; the first of them is gone to. */
function refuse(known, general, errors) {
  const wrong = Object.entries(known).filter(([name]) => errors.some(({ field: at }) => at === name));
  wrong.forEach(([name, it]) => it.refuse(errors.filter(({ field: at }) => at === name).map(({ message }) => message)));
  const others = errors.filter(({ field: at }) => !known[at]).map(({ message }) => message);
  general.textContent = others.length ? others.join('；') : `有${errors.length}处需要改正，见各项下的说明。`;
  if (wrong.length) {
    wrong[0][1].control.focus();
    wrong[0][1].node.scrollIntoView({ block: 'start' });
  }
}

/**
 * The steps that are left over once the files are chosen, and lines by hand for what nobody has thought of.
 *
 * @param asking runs with whether it is asked for them just now: what is sent meanwhile would go without
 */
function mappingField(chosen, asking) {
  const control = element('div', { className: 'suban-rules-mapped', tabIndex: -1 });
  control.setAttribute('role', 'group');
  const byHand = area(4, 40000, '原编号: 新编号');
  byHand.setAttribute('aria-label', '另外手工写明的步骤对应，每行“原编号: 新编号”');
  const offered = element('div', {}, note('选定文件后，这里列出新图里没有了的步骤。'));
  let lines = () => '';
  let asked = 0;
  chosen.control.addEventListener('input', async () => {
    const mine = ++asked;
    lines = () => '';
    if (!chosen.files().length) {
      asking(false);
      offered.replaceChildren(note('选定文件后，这里列出新图里没有了的步骤。'));
      return;
    }
    offered.replaceChildren(note('正在核对步骤……'));
    asking(true);
    try {
      const { ok, answer } = await posted('/left-over', chosen.files());
      if (mine === asked && ok) {
        const made = mappingTable(answer.steps);
        lines = made.lines;
        offered.replaceChildren(made.node);
      } else if (mine === asked) {
        offered.replaceChildren(note('文件还不能读出步骤，提交时逐条说明。'));
      }
    } catch (error) {
      console.warn('Suban: steps not asked for', error);
      if (mine === asked) {
        offered.replaceChildren(note('没能核对步骤；可以在下面手工填写。'));
      }
    } finally {
      if (mine === asked) {
        asking(false);
      }
    }
  });
  control.append(offered, folded('手工填写', note('每行一个“原编号: 新编号”；新图里取消的等待写“原编号: -”。'), byHand));
  return { control, text: () => [lines(), byHand.value].filter(Boolean).join('\n') };
}

function form() {
  const chosen = fileField();
  const submit = element('button', { type: 'submit', className: 'btn btn-primary', textContent: '提交' });
  let sending = false;
  let asking = false;
  const ready = () => {
    submit.disabled = sending || asking;
    submit.title = asking ? '正在核对步骤，稍后即可提交' : '';
  };
  const steps = mappingField(chosen, now => {
    asking = now;
    ready();
  });
  const known = {
    files: field('整套规则', '选 processes 和 forms 所在的文件夹，或这两个文件夹打成的压缩包。须是全部流程图、规则表和表单，少一个现行的就不收。',
      chosen.control),
    reason: field('修订理由', '为什么改；负责人批准时先看到。', area(3, 2000)),
    inFlight: field('在办案件怎么办', '批准时由负责人一并决定。', radios('inFlight', IN_FLIGHT)),
    trial: field('试算结果（可不填）', '用历史案件试算的数字：超期、评价、催办等与现行规则相比有什么不同。', area(4, 6000)),
    mapping: field('步骤对应（可不填）', '编号没有变的步骤自动对应。新图里没有了的，选它在新图中是哪一步，停在那里的案件才能改按新规则。',
      steps.control)
  };
  const general = element('p', { className: 'suban-rules-refused' });
  general.setAttribute('role', 'alert');
  const made = element('form', { className: 'suban-panel suban-rules-form', noValidate: true },
    element('div', { className: 'suban-rules-columns' },
      element('div', {}, known.files.node, known.reason.node, known.inFlight.node),
      element('div', {}, known.trial.node)),
    known.mapping.node,
    general,
    element('div', { className: 'suban-rules-buttons' },
      element('a', { className: 'btn btn-default', href: address('rules', {}), textContent: '取消' }), submit));
  made.addEventListener('input', () => {
    general.textContent = '';
  });
  made.addEventListener('submit', async event => {
    event.preventDefault();
    if (submit.disabled) {
      return; // by Enter in a field
    }
    Object.values(known).forEach(it => it.clear());
    sending = true;
    ready();
    general.textContent = '正在核对整套规则，并对在办案件预演一遍……';
    try {
      const { number, errors } = await send(chosen.files(), {
        reason: known.reason.control.value,
        inFlight: made.elements.inFlight.value,
        trial: known.trial.control.value,
        mapping: steps.text()
      });
      if (errors) {
        refuse(known, general, errors);
      } else {
        window.location.hash = revisionAddress(number);
      }
    } catch (error) {
      console.warn('Suban: set not sent', error);
      general.textContent = '没有送达：网络中断，或者文件在选定之后又有改动。请重新选定后再提交。';
    } finally {
      sending = false;
      ready();
    }
  });
  return made;
}

/** The form, or why there is none now. */
function content({ mayPropose, revisions }) {
  const open = revisions.find(isOpen);
  if (!mayPropose) {
    return note('规则修订由业务分析人员和系统管理员提交。');
  }
  return open ? element('p', {}, '规则修订', revisionLink(open.number), `${open.statusText}，办完后才能提交下一次修订。`) : form();
}

async function show(node) {
  const draw = (...shown) => node.replaceChildren(element('main', { className: 'suban-board suban-rules' },
    element('a', { className: 'suban-back', href: address('rules', {}), textContent: '← 回到规则修订' }),
    element('header', { className: 'suban-board-head' },
      element('div', {},
        element('h2', { textContent: '提交规则修订' }),
        element('p', {
          className: 'suban-board-sub', textContent: '提交时先核对、预演，再交新区营商办负责人批准；批准前现行规则不变（第十八条）'
        }))),
    ...shown));
  draw(note('正在读取……'));
  try {
    draw(content(await ask('/rule-revisions')));
  } catch (error) {
    draw(failed(error, () => show(node)));
  }
  document.title = '诉办 提交规则修订';
}

export default [{
  id: 'suban.rules.propose',
  pluginPoint: 'cockpit.route',
  properties: { path: '/suban/rule-proposal' },
  render: node => {
    show(node);
  }
}];
