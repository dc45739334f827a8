// The cases on Cockpit's first page: what is most pressing, with whom it lies, and the way to any case by its number. The
// stock pages begin with definitions and versions, which says nothing to a supervisor.

import { documentsOf } from '../../../../suban/documents.js?v=5';
import { element } from '../../../../suban/page.js?v=1';

const CLASSES = { IMMEDIATE: '即时', GENERAL: '一般', COMPLEX: '复杂' };
const PAGE = 20;

const time = instant => instant
  ? new Date(instant).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit'
  })
  : '';

/** As the engine wants it: with milliseconds, and with the offset in four digits. */
const engineTime = date => date.toISOString().replace('Z', '+0000');

function reader({ engineApi }) {
  const root = document.querySelector('base').getAttribute('app-root');
  const ask = async address => {
    const response = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
    if (!response.ok) {
      throw new Error(`${response.status} ${address}`);
    }
    return response.json();
  };
  const query = values => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null));
  const engineAsk = (path, values = {}) => ask(`${engineApi}${path}?${query(values)}`);
  const people = new Map();
  let units = null;

  const unitNames = () => {
    units ||= engineAsk('/group', { maxResults: 500 }).then(all => new Map(all.map(({ id, name }) => [id, name])));
    return units;
  };
  const nameOf = id => {
    if (!people.has(id)) {
      people.set(id, engineAsk(`/user/${encodeURIComponent(id)}/profile`)
        .then(({ firstName, lastName }) => `${firstName || ''}${lastName || ''}` || id, () => id));
    }
    return people.get(id);
  };

  return {
    async open({ number, overdue, from }) {
      const which = {
        processInstanceBusinessKeyLike: number ? `%${number}%` : null,
        dueBefore: overdue ? engineTime(new Date()) : null
      };
      const [tasks, { count }] = await Promise.all([
        engineAsk('/task', { ...which, sortBy: 'dueDate', sortOrder: 'asc', firstResult: from, maxResults: PAGE }),
        engineAsk('/task/count', which)
      ]);
      if (tasks.length === 0) {
        return { rows: [], count };
      }
      const [names, cards, links, assignees] = await Promise.all([
        unitNames(),
        ask(`${root}/api/suban/cards?tasks=${tasks.map(({ id }) => encodeURIComponent(id)).join(',')}`),
        Promise.all(tasks.map(({ id }) => engineAsk(`/task/${id}/identity-links`, { type: 'candidate' }))),
        Promise.all(tasks.map(({ assignee }) => assignee && nameOf(assignee)))
      ]);
      const cardOf = new Map(cards.map(card => [card.taskId, card]));
      const rows = tasks.map((task, i) => {
        const card = cardOf.get(task.id) || {};
        return {
          href: `#/process-instance/${task.processInstanceId}/runtime?tab=user-tasks-tab`,
          number: card.number || '',
          enterprise: card.enterprise || '',
          complaintClass: CLASSES[card.complaintClass] || '',
          step: task.name,
          unit: links[i].map(({ groupId }) => names.get(groupId) || groupId).filter(Boolean).join('、'),
          person: assignees[i] || '未认领',
          due: time(task.due),
          left: card.left || '',
          state: (card.state || '').toLowerCase()
        };
      });
      return { rows, count };
    },
    ended(number) {
      return engineAsk('/history/process-instance', {
        processInstanceBusinessKeyLike: `%${number}%`,
        processDefinitionKey: 'complaint',
        finished: true,
        sortBy: 'endTime',
        sortOrder: 'desc',
        maxResults: PAGE
      });
    }
  };
}

function table(heads) {
  const made = element('table', 'cam-table');
  const head = made.createTHead().insertRow();
  heads.forEach(text => head.append(element('th', '', text)));
  made.createTBody();
  return made;
}

function documents(line, number) {
  const cell = line.insertCell();
  if (number.startsWith('XX')) {
    cell.append(documentsOf(number));
  }
}

function openRow(body, row) {
  const line = body.insertRow();
  const link = element('a', '', row.number);
  link.href = row.href;
  line.insertCell().append(link);
  for (const text of [row.enterprise, row.complaintClass, row.step, row.unit, row.person, row.due]) {
    line.insertCell().textContent = text;
  }
  line.insertCell().append(element('span', `suban-left suban-${row.state}`, row.left));
  documents(line, row.number);
}

function render(node, { api }) {
  const read = reader(api);
  const panel = element('section', 'suban-cases');
  const form = element('form', 'suban-cases-search');
  const number = element('input', 'form-control');
  number.type = 'search';
  number.placeholder = '投诉编号，可只填一部分';
  number.setAttribute('aria-label', '投诉编号');
  const search = element('button', 'btn btn-default', '查找');
  search.type = 'submit';
  const late = element('label', '');
  const onlyLate = element('input', '');
  onlyLate.type = 'checkbox';
  late.append(onlyLate, ' 只看已超期');
  form.append(number, search, late);
  const result = element('div', 'suban-cases-result');
  panel.append(form, result);
  node.replaceChildren(panel);

  let asked = 0;
  async function show() {
    const mine = ++asked;
    const wanted = number.value.trim();
    try {
      const first = await read.open({ number: wanted, overdue: onlyLate.checked, from: 0 });
      const ended = wanted && !onlyLate.checked ? await read.ended(wanted) : [];
      if (mine !== asked) {
        return;
      }
      result.replaceChildren();
      if (first.rows.length > 0) {
        const open = table(['投诉编号', '企业', '类别', '当前环节', '单位', '办理人', '本环节期限', '剩余', '文书']);
        first.rows.forEach(row => openRow(open.tBodies[0], row));
        result.append(open);
        let shown = first.rows.length;
        const more = element('button', 'btn btn-link');
        const label = () => {
          more.textContent = `共${first.count}项待办，再显示${Math.min(PAGE, first.count - shown)}项`;
          if (shown >= first.count) {
            more.remove();
          }
        };
        more.addEventListener('click', async () => {
          const next = await read.open({ number: wanted, overdue: onlyLate.checked, from: shown });
          next.rows.forEach(row => openRow(open.tBodies[0], row));
          shown += Math.max(next.rows.length, 1);
          label();
        });
        result.append(more);
        label();
      }
      if (ended.length > 0) {
        const closed = table(['投诉编号', '登记时间', '办结时间', '文书']);
        for (const { businessKey, startTime, endTime } of ended) {
          const line = closed.tBodies[0].insertRow();
          [businessKey, time(startTime), time(endTime)].forEach(text => { line.insertCell().textContent = text; });
          documents(line, businessKey);
        }
        result.append(element('h4', '', '已结束'), closed);
      }
      if (result.childElementCount === 0) {
        result.append(element('p', 'suban-cases-none',
          wanted ? `没有编号含“${wanted}”的投诉。` : onlyLate.checked ? '没有超期的待办。' : '没有您可以查看的在办投诉。'));
      }
    } catch (error) {
      console.warn('Suban: cases not loaded', error);
      if (mine === asked) {
        result.replaceChildren(element('p', 'suban-cases-none', '未能读取，请刷新页面后重试。'));
      }
    }
  }
  form.addEventListener('submit', event => {
    event.preventDefault();
    show();
  });
  onlyLate.addEventListener('change', show);
  show();
}

export default {
  id: 'suban.cases',
  pluginPoint: 'cockpit.dashboard',
  priority: 1000,
  render
};
