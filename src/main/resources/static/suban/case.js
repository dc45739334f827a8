// The case as a person at work needs it: who complains about what, both clocks, why a date is that date, who did and said what,
// what belongs to it. Drawn beside the form in Tasklist, and as a page and a tab in Cockpit. Reads only.

import { attachmentsOf } from './attachments.js?v=3';
import { documentsOf } from './documents.js?v=5';
import { ask, element, time } from './page.js?v=1';

const ZONE = 'Asia/Shanghai';
const WEEK = ['一', '二', '三', '四', '五', '六', '日'];
const FIRST_STEPS = 6;

function button(className, text) {
  const made = element('button', className, text);
  made.type = 'button';
  return made;
}

// ---- times and dates, in Chinese and in the office's zone whatever the browser's is

const parts = (instant, options) => Object.fromEntries(
  new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, hourCycle: 'h23', ...options })
    .formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));

const NUMBERS = { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' };

const clockTime = instant => {
  const { hour, minute } = parts(instant, NUMBERS);
  return `${hour}:${minute}`;
};

/** 2026年11月22日, of an instant or of a date as the server writes it. */
function day(value) {
  const instant = value.length === 10 ? `${value}T12:00:00+08:00` : value;
  const { year, month, day: date } = parts(instant, NUMBERS);
  return `${year}年${month}月${date}日`;
}

/** 0 is Monday. */
const weekday = date => (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7;
const dayOfWeek = instant => `周${WEEK[weekday(dateOf(instant))]}`;

function dateOf(instant) {
  const { year, month, day: date } = parts(instant, { year: 'numeric', month: '2-digit', day: '2-digit' });
  return `${year}-${month}-${date}`;
}

function shift(date, days) {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

// ---- why a date is that date

/** What stands in the cell of a day that is not counted. */
function brief(why) {
  if (why.startsWith('起算日')) {
    return '起算';
  }
  const holiday = /^(?:顺延：)?(.{1,3}?)放假/.exec(why);
  if (holiday) {
    return holiday[1];
  }
  if (why.startsWith('顺延至')) {
    return '到期';
  }
  return /周[六日]/.test(why) ? '休' : '不计';
}

function calendar(days, due) {
  const table = element('table', 'suban-days');
  const head = table.createTHead().insertRow();
  WEEK.forEach(name => {
    const cell = element('th', '', name);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = table.createTBody();
  const known = new Map(days.map(it => [it.date, it]));
  const last = days[days.length - 1].date;
  const dueOn = due && dateOf(due);
  let ordinal = 0;
  let row = null;
  for (let date = shift(days[0].date, -weekday(days[0].date)); date <= last || weekday(date) > 0; date = shift(date, 1)) {
    if (weekday(date) === 0) {
      row = body.insertRow();
    }
    const it = known.get(date);
    const cell = row.insertCell();
    if (!it) {
      cell.className = 'suban-day-none';
      continue;
    }
    const [, month, dayOfMonth] = date.split('-').map(Number);
    const number = dayOfMonth === 1 || it === days[0] ? `${month}.${dayOfMonth}` : String(dayOfMonth);
    ordinal += it.counted ? 1 : 0;
    cell.className = it.counted ? 'suban-day-counted' : 'suban-day-skipped';
    cell.append(element('b', '', number));
    if (date === dueOn) {
      cell.classList.add('suban-day-due');
    }
    cell.append(element('span', '', it.counted ? `第${ordinal}天` : brief(it.why)));
    cell.title = `${day(date)} 周${WEEK[weekday(date)]}：${it.counted ? `第${ordinal}天（${it.why}）` : `不计（${it.why}）`}`;
  }
  return table;
}

/** Days in a row with one reason are said once; an ordinary counted day needs no reason. */
function reasons(days) {
  const groups = [];
  for (const it of days) {
    const why = /^周[六日]$/.test(it.why) ? '周末' : it.why;
    if (it.counted && (it.why === '工作日' || it.why === '自然日')) {
      continue;
    }
    const group = groups[groups.length - 1];
    if (group && group.why === why && group.counted === it.counted && shift(group.to, 1) === it.date) {
      group.to = it.date;
    } else {
      groups.push({ from: it.date, to: it.date, why, counted: it.counted });
    }
  }
  return groups.map(({ from, to, why, counted }) => element('li', '',
    element('span', 'suban-days-when', from === to ? day(from) : `${day(from)}至${day(to)}`),
    `${why}${counted || /不计/.test(why) ? '' : '，不计'}`));
}

function why(clock) {
  const box = element('div', 'suban-why');
  box.append(element('p', '', `自${time(clock.from)}起${clock.limit ? `，${clock.limit}` : ''}，${clock.original ? '原期限' : '期限'}为`,
    element('strong', '', time(clock.original || clock.due)), '。'));
  if (clock.note) {
    box.append(element('p', '', clock.note));
  }
  if (clock.days.length > 0) {
    const counted = clock.days.filter(it => it.counted).length;
    box.append(calendar(clock.days, clock.original || clock.due));
    const list = reasons(clock.days);
    if (list.length > 0) {
      box.append(element('ul', 'suban-days-why', ...list));
    }
    box.append(element('p', 'suban-quiet', `计入${counted}天，不计${clock.days.length - counted}天。`));
  }
  if (clock.provisional) {
    box.append(element('p', 'suban-quiet', '涉及的年度工作日历尚未批准，期限为暂定。'));
  }
  return box;
}

/** A button that opens what explains it; `key` is remembered while the case is on the screen. */
function expander(view, key, label, make) {
  const toggle = button('btn btn-link suban-why-button', label);
  const box = element('div', 'suban-why-box');
  const show = open => {
    toggle.setAttribute('aria-expanded', String(open));
    box.hidden = !open;
    if (open && !box.firstChild) {
      box.append(make());
    }
  };
  toggle.addEventListener('click', () => {
    const open = box.hidden;
    view.opened.set(key, open);
    show(open);
  });
  show(view.opened.get(key) === true);
  return [toggle, box];
}

// ---- sections

/** People open the same sections in every case: what is open is kept for the next one. */
const KEPT = 'suban.case.sections';

function kept() {
  try {
    return JSON.parse(window.localStorage.getItem(KEPT)) || {};
  } catch (error) {
    return {};
  }
}

function section(view, key, title, open, remember, ...children) {
  const made = element('details', 'suban-case-section',
    element('summary', '', title), element('div', 'suban-case-body', ...children));
  made.dataset.section = key;
  const wanted = view.opened.has(key) ? view.opened.get(key) : remember && key in kept() ? kept()[key] : open;
  made.open = wanted;
  made.addEventListener('toggle', () => {
    if (made.open === (view.opened.get(key) ?? wanted)) {
      return;
    }
    view.opened.set(key, made.open);
    if (remember) {
      try {
        window.localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [key]: made.open }));
      } catch (error) {
        console.warn('Suban: sections not remembered', error); // a browser may keep its storage closed
      }
    }
  });
  return made;
}

const count = (text, number) => number > 0 ? element('span', '', text, element('span', 'suban-case-count', String(number))) : text;

const SHAPES = {
  OVERDUE: 'overdue', TODAY: 'today', SOON: 'soon', OPEN: 'open', DONE: 'done', LATE: 'late', ENDED: 'ended'
};

const tag = (text, className = '') => element('span', `suban-tag ${className}`.trim(), text);

function head(view, it) {
  const line = element('div', 'suban-case-tags',
    element('span', 'suban-case-number', it.number),
    tag(it.status, it.ended ? 'suban-tag-ended' : 'suban-tag-status'),
    tag(it.complaintClass),
    it.urgent ? tag('紧急', 'suban-tag-urgent') : null,
    it.attempts.length > 1 ? tag(`第${it.attempts.length}次办理`, 'suban-tag-again') : null,
    it.confidential ? tag('要求保密', 'suban-tag-urgent') : null);
  const made = element('header', 'suban-case-head', line, element('h3', '', it.title));
  if (it.light) {
    made.append(element('div', `suban-light suban-light-${SHAPES[it.light.state]}`,
      element('span', 'suban-light-lamp'),
      element('strong', '', it.light.text),
      element('span', 'suban-light-due', `${it.light.what} ${time(it.light.due)}`)));
  }
  // the clock behind the light
  const current = it.attempts[it.attempts.length - 1];
  const clock = current?.clocks.find(({ name }) => name === '办理期限') || it.clocks[it.clocks.length - 1];
  if (clock && it.light && !['回访期限', '协办评价期限'].includes(it.light.what)) {
    made.append(...expander(view, 'why-light', '为什么是这一天', () => why(clock)));
  }
  return made;
}

const PHONE = /1\d{10}|0\d{2,3}-?\d{7,8}/;

/** Who stands with a phone in the hand calls by touching the number. */
function withCall(text) {
  const found = PHONE.exec(text);
  if (!found) {
    return [text];
  }
  const call = element('a', '', found[0]);
  call.href = `tel:${found[0].replace('-', '')}`;
  return [text.slice(0, found.index), call, text.slice(found.index + found[0].length)];
}

function facts(it) {
  const list = element('dl', 'suban-facts');
  for (const { label, text } of it.facts) {
    list.append(element('dt', '', label), element('dd', '', ...(label === '联系人' ? withCall(text) : [text])));
  }
  return list;
}

const quote = text => element('blockquote', 'suban-words', text);

function clockLine(view, key, clock) {
  const [toggle, box] = expander(view, key, '如何计算', () => why(clock));
  const more = [
    clock.original ? `原期限${time(clock.original)}` : '',
    clock.doneAt ? `${time(clock.doneAt)}完成` : ''
  ].filter(Boolean).join('，');
  return element('div', 'suban-clock',
    element('span', 'suban-clock-name', clock.name),
    element('span', 'suban-clock-due', time(clock.due), clock.provisional ? '（暂定）' : null),
    element('span', `suban-state suban-state-${SHAPES[clock.state]}`, clock.text),
    toggle,
    more ? element('span', 'suban-clock-more', more) : null,
    box);
}

function coHandler(it) {
  return element('li', '',
    element('div', 'suban-line',
      element('strong', '', it.unit),
      element('span', `suban-state suban-state-${it.late ? (it.at ? 'late' : 'overdue') : it.at ? 'done' : 'open'}`,
        it.late ? `${it.state}，逾期` : it.state),
      element('span', 'suban-quiet', it.at
        ? `${it.person ? `${it.person} ` : ''}${time(it.at)}`
        : it.dueAt ? `应于${time(it.dueAt)}前` : '')),
    it.opinion ? quote(it.opinion) : null);
}

const contact = it => element('li', '',
  element('div', 'suban-line', element('span', '', it.text),
    element('span', 'suban-quiet', `${time(it.at)} ${it.recordedBy}`)),
  it.note ? quote(it.note) : null);

const visit = it => element('li', '',
  element('div', 'suban-line',
    element('span', '', `第${it.no}次回访`),
    element('span', `suban-state suban-state-${it.bad ? 'overdue' : it.rating ? 'done' : 'ended'}`, it.rating || '未联系上'),
    element('span', 'suban-quiet', `${time(it.at)} ${it.visitedBy}`)),
  it.reason ? quote(it.reason) : null);

const fortnight = it => element('li', '',
  element('div', 'suban-line',
    element('strong', '', `第${it.no}个双周`),
    element('span', 'suban-quiet', `${time(it.endsAt)}届满`),
    element('span', '', it.decision)),
  it.text ? quote(it.text) : null,
  it.steps.length ? element('ul', 'suban-steps', ...it.steps.map(step => element('li', '', step))) : null);

const commitment = it => element('li', '',
  element('div', 'suban-line',
    element('strong', '', it.unit),
    element('span', `suban-state suban-state-${it.fulfilledAt ? 'done' : 'open'}`, it.fulfilledAt ? '已履行' : '未履行'),
    element('span', 'suban-quiet', it.fulfilledAt ? time(it.fulfilledAt) : `应于${time(it.dueAt)}前`)),
  it.text ? quote(it.text) : null);

function listed(title, items, draw) {
  return items.length === 0 ? null : element('div', 'suban-group',
    element('h5', '', title), element('ul', 'suban-list', ...items.map(draw)));
}

function attempt(view, it, current) {
  const made = element('div', 'suban-attempt',
    element('div', 'suban-line',
      element('span', 'suban-quiet', '主办'),
      element('strong', '', it.host),
      it.inside ? element('span', '', `由${it.inside}承办`) : null,
      it.dispatchedAt ? element('span', 'suban-quiet', `${time(it.dispatchedAt)}交办`) : null),
    ...it.clocks.map((clock, i) => clockLine(view, `why-${it.no}-${i}`, clock)),
    it.promisedOn ? element('div', 'suban-line',
      element('span', 'suban-quiet', '告知企业的办结日期'), element('span', '', day(it.promisedOn))) : null,
    listed('协办单位', it.coHandlers, coHandler),
    listed('与企业联系', it.contacts, contact),
    listed('双周推进', it.fortnights, fortnight),
    listed('专题会承诺', it.commitments, commitment));
  if (it.outcome) {
    made.append(element('div', 'suban-group', element('h5', '', '答复企业'),
      element('div', 'suban-line', element('strong', '', it.outcome), element('span', 'suban-quiet', time(it.repliedAt))),
      it.replyText ? quote(it.replyText) : null,
      it.legalBasis ? element('p', 'suban-quiet', `依据：${it.legalBasis}`) : null));
  }
  const visits = listed('回访企业', it.visits, visit);
  if (visits) {
    made.append(visits);
  }
  return section(view, `attempt-${it.no}`, it.no === 1 ? '首次办理' : `第${it.no}次办理`, current, false, made);
}

/** Newest first, by day; what the sentence begins with stands apart. */
function step(it) {
  const lead = `${it.unit || ''}${it.act}`;
  const rest = (it.text.startsWith(lead) ? it.text.slice(lead.length) : it.text).replace(/^：/, '').replace(/^。$/, '');
  return element('li', 'suban-step',
    element('div', 'suban-step-head',
      element('span', 'suban-step-time', clockTime(it.at)),
      element('strong', '', it.act),
      element('span', 'suban-quiet', [it.unit, it.person].filter(Boolean).join(' · '))),
    rest ? element('div', 'suban-step-text', rest) : null);
}

function timeline(view, steps) {
  const newest = [...steps].reverse();
  const all = view.opened.get('steps-all') === true || newest.length <= FIRST_STEPS + 2;
  const list = element('ol', 'suban-timeline');
  const draw = shown => {
    list.replaceChildren();
    let date = '';
    shown.forEach(it => {
      if (dateOf(it.at) !== date) {
        date = dateOf(it.at);
        list.append(element('li', 'suban-step-day', `${day(it.at)} ${dayOfWeek(it.at)}`));
      }
      list.append(step(it));
    });
  };
  draw(all ? newest : newest.slice(0, FIRST_STEPS));
  if (all) {
    return [list];
  }
  const more = button('btn btn-link suban-more', `显示全部${newest.length}条`);
  more.addEventListener('click', () => {
    view.opened.set('steps-all', true);
    draw(newest);
    more.remove();
  });
  return [list, more];
}

function other(view, { number, title, enterprise, status, statusText, host, relation, why: alike, overdue }) {
  const name = view.open ? button('btn btn-link suban-case-link', number) : element('span', 'suban-case-number', number);
  if (view.open) {
    name.addEventListener('click', () => view.open(number));
  }
  return element('li', '',
    element('div', 'suban-line', relation ? tag(relation) : null, name,
      element('span', 'suban-quiet', statusText || status), overdue ? tag('已超期', 'suban-tag-urgent') : null),
    element('div', '', title),
    element('div', 'suban-quiet', [enterprise, relation && host ? `主办${host}` : null, alike].filter(Boolean).join(' · ')));
}

const problem = it => element('li', '',
  element('div', 'suban-line', element('span', 'suban-case-number', it.code), tag(it.state)),
  element('div', '', it.title),
  it.advice ? element('p', '', `建议做法：${it.advice}`) : null,
  ...it.solutions.map(text => element('p', 'suban-quiet', text)));

/** Comparing texts takes the server a while: only for who wants to know, and once. */
function similar(view, number) {
  const box = element('div', '');
  const load = async () => {
    box.replaceChildren(element('p', 'suban-quiet', '正在查找……'));
    try {
      view.similar ||= await ask(`/cases/${encodeURIComponent(number)}/similar`);
      box.replaceChildren(view.similar.length
        ? element('ul', 'suban-list', ...view.similar.map(it => other(view, it)))
        : element('p', 'suban-quiet', '没有发现相近的投诉。'));
    } catch (error) {
      console.warn('Suban: similar complaints not loaded', error);
      box.replaceChildren(element('p', 'suban-quiet', '未能查找，请收起后再展开重试。'));
    }
  };
  const made = section(view, 'similar', '相近的投诉', false, false, box);
  made.addEventListener('toggle', () => made.open && load());
  if (made.open) {
    load();
  }
  return made;
}

/** The list of documents asks when its button is pressed; here opening the section presses it. */
function documents(view, number) {
  const list = documentsOf(number);
  const made = section(view, 'documents', '文书', false, true, list);
  let asked = false;
  const load = () => {
    if (made.open && !asked) {
      asked = true;
      list.querySelector('button').click();
    }
  };
  made.addEventListener('toggle', load);
  load();
  return made;
}

/** What others draw into the case is made once, so that drawing it anew closes and forgets nothing in it. */
function guest(view, key, make) {
  if (!view.guests.has(key)) {
    view.guests.set(key, make());
  }
  return view.guests.get(key);
}

/** Two columns where there is room for them: what it is about and how it was worked, what happened and what belongs to it. */
function draw(view, it) {
  const main = element('div', 'suban-case-main',
    section(view, 'content', '诉求', true, true,
      facts(it), it.content ? quote(it.content) : null,
      ...it.clocks.map((clock, i) => clockLine(view, `why-case-${i}`, clock))),
    ...[...it.attempts].reverse().map((each, i) => attempt(view, each, i === 0)));
  const side = element('div', 'suban-case-side',
    section(view, 'attachments', '附件', true, true, guest(view, 'attachments', () => attachmentsOf(it.number))),
    section(view, 'timeline', count('办理经过', it.timeline.length), true, true, ...timeline(view, it.timeline)),
    documents(view, it.number));
  if (it.linked.length > 0) {
    side.append(section(view, 'linked', count('关联投诉', it.linked.length), true, true,
      element('ul', 'suban-list', ...it.linked.map(each => other(view, each)))));
  }
  if (it.problems.length > 0) {
    side.append(section(view, 'problems', count('常见问题库', it.problems.length), false, true,
      element('ul', 'suban-list', ...it.problems.map(problem))));
  }
  if (it.asksSimilar && it.content) {
    side.append(similar(view, it.number));
  }
  return element('div', 'suban-case', head(view, it), element('div', 'suban-case-columns', main, side));
}

/** A long case: what one reads stays where it is when it is drawn anew. */
function replace(node, made) {
  const scroller = node.closest('.suban-case-scroll') || node;
  const { scrollTop } = scroller;
  node.replaceChildren(made);
  scroller.scrollTop = scrollTop;
}

/**
 * Draws a case into a node and keeps it there.
 *
 * @param node where
 * @param number the complaint
 * @param open what happens where the number of another complaint is chosen; without it numbers are plain text
 * @returns {{refresh: function(): Promise<boolean>}} asks again, drawing only what has changed; false where there is no such case
 *     for this person
 */
export const showCase = (node, number, { open = null } = {}) => {
  const view = { open, opened: new Map(), guests: new Map(), similar: null, last: '' };
  let mine = 0;
  const refresh = async () => {
    const asked = ++mine;
    if (!view.last) {
      node.replaceChildren(element('p', 'suban-case-note', '正在读取案件……'));
    }
    try {
      const it = await ask(`/cases/${encodeURIComponent(number)}`);
      const now = JSON.stringify(it);
      if (asked === mine && now !== view.last) {
        view.last = now;
        replace(node, draw(view, it));
      }
      return true;
    } catch (error) {
      if (asked !== mine) {
        return true;
      }
      if (error.status === 404) {
        view.last = '';
        node.replaceChildren(element('p', 'suban-case-note', '没有您可以查看的案件情况。'));
        return false;
      }
      console.warn('Suban: case not loaded', error);
      if (!view.last) {
        const again = button('btn btn-default', '重新读取');
        again.addEventListener('click', refresh);
        node.replaceChildren(element('p', 'suban-case-note', '未能读取案件。'), again);
      }
      return true;
    }
  };
  return { refresh, ready: refresh() };
};

export default [];
