// One case, running or finished: its path drawn on its diagrams, each attempt by itself, with times and people; and what else of
// the case is shown by the scripts that know it.

import { showCase } from '../../../../suban/case.js?v=4';
import { documentsOf } from '../../../../suban/documents.js?v=5';
import { urgingOf } from '../../../../suban/urging.js?v=6';
import { accessTo } from './suban-board-access.js?v=1';
import { showActs } from './suban-board-acts.js?v=1';
import { address, ask, element, failed, given, note, table, cell, time, when } from './suban-board-parts.js?v=2';

// The diagram writes into the address which part of it is shown; on this page that would draw the whole page anew.
window.angular?.module('cam.commons.filter.date').config([
  '$provide',
  $provide => $provide.decorator('search', [
    '$delegate',
    search => {
      const { updateSilently } = search;
      search.updateSilently = (...values) => {
        if (!window.location.hash.startsWith('#/suban/')) {
          updateSilently(...values);
        }
      };
      return search;
    }
  ])
]);

const TYPES = {
  userTask: '人工任务', serviceTask: '系统步骤', callActivity: '子流程', subProcess: '子流程', businessRuleTask: '规则判断',
  exclusiveGateway: '判断', parallelGateway: '分支', eventBasedGateway: '等待'
};

/** In milliseconds: a flow was taken where what stands behind it began the moment what stands before it ended. */
const AT_ONCE = 1500;

function timers(type) {
  return /[tT]imer/.test(type) ? '到时' : /[eE]vent|[sS]tart|[bB]oundary/.test(type) ? '事件' : TYPES[type] || '步骤';
}

/** A choice takes no time, and the step after it tells how it was made: the history leaves it out (suban.engine.SubanHistoryLevel) since V25. */
const isChoice = shape => shape.type === 'bpmn:ExclusiveGateway';

/** Whether what comes after it may go several ways at once. */
const splits = shape => !/Exclusive|EventBased/.test(shape.type);

/** The ways from here to what was entered at once, each with the place in the history where it was. */
function ways(flow, entered) {
  const found = [];
  const seen = new Set();
  let trails = [[flow]];
  while (trails.length) {
    const next = [];
    trails.forEach(trail => {
      const { target } = trail[trail.length - 1];
      if (!target || seen.has(target.id)) {
        return;
      }
      seen.add(target.id);
      if (entered(target.id) >= 0) {
        found.push({ trail, at: entered(target.id) });
      } else if (isChoice(target)) {
        next.push(...target.outgoing.map(out => [...trail, target, out]));
      }
    });
    trails = next;
  }
  return found;
}

/** The flows and choices the case went through, by the steps of its history, which stand in the order in which they were entered. */
function walked(registry, steps) {
  const taken = new Set();
  steps.forEach(({ element: id, leftAt, cancelled }, index) => {
    const shape = registry.get(id);
    if (!shape || !leftAt || cancelled) {
      return;
    }
    const entered = target => steps.findIndex(({ element: other, enteredAt }, place) => place > index && other === target
      && Math.abs(new Date(enteredAt) - new Date(leftAt)) <= AT_ONCE);
    const branches = shape.outgoing.map(flow => ways(flow, entered));
    (splits(shape) ? branches : [branches.flat()])
      .map(found => found.sort((one, other) => one.at - other.at)[0])
      .filter(Boolean)
      .forEach(({ trail }) => trail.forEach(part => taken.add(part)));
  });
  return taken;
}

function told(steps) {
  return steps.map(({ enteredAt, leftAt, who, away, cancelled }) => [
    `进入 ${time(enteredAt)}`,
    leftAt ? `${cancelled ? '中止' : '离开'} ${time(leftAt)}` : '正在此处',
    who ? `办理人 ${who}${away ? `（${away}）` : ''}` : ''
  ].filter(Boolean).join('　'));
}

/** Marks where the case went. Cockpit's own viewer draws, so that sub-processes open as people know it there. */
function mark(viewer, instance, side) {
  const registry = viewer.get('elementRegistry');
  const canvas = viewer.get('canvas');
  const byElement = new Map();
  const all = instance.steps.map(step => ({ ...step, element: step.element.replace('#multiInstanceBody', '') }));
  all.forEach(step => byElement.set(step.element, [...(byElement.get(step.element) || []), step]));
  const taken = walked(registry, all);
  registry.getAll().forEach(shape => {
    const steps = byElement.get(shape.id);
    if (taken.has(shape)) {
      canvas.addMarker(shape.id, shape.waypoints ? 'suban-taken' : 'suban-gone');
    } else if (steps) {
      canvas.addMarker(shape.id, steps.some(({ leftAt }) => !leftAt) ? 'suban-here'
        : steps.every(({ cancelled }) => cancelled) ? 'suban-cut' : 'suban-gone');
    }
  });
  viewer.get('eventBus').on('element.click', ({ element: clicked }) => side(clicked.id));
}

function planes(viewer) {
  const canvas = viewer.get('canvas');
  const roots = canvas.getRootElements?.() || [];
  if (roots.length < 2) {
    return null;
  }
  const made = element('select', { className: 'form-control' });
  roots.forEach(root => {
    const name = root.businessObject?.name || '主图';
    made.append(element('option', { value: root.id, textContent: root.id.endsWith('_plane') ? `子流程：${name}` : `全图：${name}` }));
  });
  made.addEventListener('change', () => {
    canvas.setRootElement(canvas.findRoot(made.value));
    canvas.zoom('fit-viewport', 'auto');
  });
  viewer.get('eventBus').on('root.set', ({ element: root }) => {
    made.value = root.id;
  });
  return element('label', { className: 'suban-filter' }, element('span', { textContent: '图' }), made);
}

async function diagram(node, instance, engineApi, side) {
  node.replaceChildren(note('正在绘制……'));
  const response = await fetch(`${engineApi}/process-definition/${encodeURIComponent(instance.definitionId)}/xml`, {
    headers: { Accept: 'application/json' }, credentials: 'same-origin'
  });
  if (!response.ok) {
    node.replaceChildren(note('这张流程图您不能查看，或者已经不在系统里；经过的步骤见旁边的清单。'));
    return;
  }
  const { bpmn20Xml } = await response.json();
  const injector = window.angular.element(document.body).injector();
  const scope = injector.get('$rootScope').$new(true);
  const holder = element('div', { className: 'suban-diagram' });
  holder.setAttribute('cam-widget-bpmn-viewer', '');
  holder.setAttribute('diagram-data', 'xml');
  holder.setAttribute('control', 'control');
  holder.setAttribute('on-load', 'loaded()');
  scope.control = {};
  const bar = element('div', { className: 'suban-diagram-bar' });
  scope.loaded = () => {
    const viewer = scope.control.getViewer();
    mark(viewer, instance, side);
    const choice = planes(viewer);
    if (choice) {
      bar.append(choice);
    }
    const whole = element('button', { type: 'button', className: 'btn btn-default', textContent: '看全图' });
    whole.addEventListener('click', () => viewer.get('canvas').zoom('fit-viewport', 'auto'));
    bar.append(whole);
    viewer.get('canvas').zoom('fit-viewport', 'auto');
  };
  node.replaceChildren(bar, holder,
    element('p', { className: 'suban-legend' },
      element('span', { className: 'suban-key suban-key-gone', textContent: '经过' }),
      element('span', { className: 'suban-key suban-key-here', textContent: '正在此处' }),
      element('span', { className: 'suban-key suban-key-cut', textContent: '中止' })));
  injector.get('$compile')(holder)(scope);
  scope.xml = bpmn20Xml;
  scope.$applyAsync();
  const watch = new MutationObserver(() => {
    if (!holder.isConnected) {
      watch.disconnect();
      scope.$destroy();
    }
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

function path(found, engineApi) {
  const made = element('section', { className: 'suban-panel suban-path' });
  const choice = element('div', { className: 'suban-runs', role: 'tablist' });
  choice.setAttribute('aria-label', '办理过程');
  const drawing = element('div', { className: 'suban-drawing' });
  const side = element('div', { className: 'suban-steps' });
  made.append(element('div', { className: 'suban-panel-head' }, element('h3', { textContent: '办理轨迹' })), choice,
    element('div', { className: 'suban-path-columns' }, drawing, side));

  const open = (instance, button) => {
    choice.querySelectorAll('button').forEach(other => other.setAttribute('aria-selected', String(other === button)));
    const list = table('suban-step-list', [{ text: '步骤' }, { text: '进入' }, { text: '离开' }, { text: '办理人' }]);
    const clicked = element('div', { className: 'suban-clicked', hidden: true });
    clicked.setAttribute('aria-live', 'polite');
    const rows = instance.steps.filter(({ name }) => name).map(step => {
      const line = element('tr', {},
        element('td', { className: 'suban-wrap' }, step.name, element('small', { textContent: timers(step.type) })),
        cell('suban-time', when(step.enteredAt)),
        cell('suban-time', step.leftAt ? when(step.leftAt) : '正在此处', step.cancelled ? '（中止）' : null),
        cell('suban-wrap', step.who || '', step.away ? element('small', { textContent: step.away }) : null));
      line.dataset.element = step.element;
      const called = found.instances.find(({ id }) => id === step.calledInstance);
      if (called) {
        const go = element('button', { type: 'button', className: 'btn btn-link btn-xs', textContent: `看${called.label}` });
        go.addEventListener('click', () => choice.querySelector(`[data-run="${CSS.escape(called.id)}"]`).click());
        line.cells[0].append(go);
      }
      return line;
    });
    list.tBodies[0].append(...rows);
    side.replaceChildren(clicked, element('div', { className: 'suban-scroll' }, list));
    diagram(drawing, instance, engineApi, id => {
      const steps = instance.steps.filter(step => step.element === id);
      clicked.hidden = steps.length === 0;
      if (steps.length) {
        clicked.replaceChildren(element('strong', { textContent: steps[0].name || '此处' }),
          ...told(steps).map(text => element('p', { textContent: text })));
      }
      rows.forEach(row => row.classList.toggle('suban-chosen', row.dataset.element === id));
      rows.find(row => row.dataset.element === id)?.scrollIntoView({ block: 'nearest' });
    }).catch(error => {
      console.warn('Suban: diagram not drawn', error);
      drawing.replaceChildren(note('未能绘制流程图，经过的步骤见旁边的清单。'));
    });
  };
  found.instances.forEach(instance => {
    const button = element('button', { type: 'button', className: 'suban-run' },
      instance.label, element('small', { textContent: instance.endedAt ? `${time(instance.startedAt)} 起，已结束` : '进行中' }));
    button.setAttribute('role', 'tab');
    button.dataset.run = instance.id;
    button.addEventListener('click', () => open(instance, button));
    choice.append(button);
  });
  if (found.instances.length) {
    // drawn once the page stands: a diagram needs to know its size
    requestAnimationFrame(() => choice.querySelector('button').click());
  } else {
    made.replaceChildren(element('div', { className: 'suban-panel-head' }, element('h3', { textContent: '办理轨迹' })),
      note('流程轨迹已过保存期限，办理记录见案件时间线。'));
  }
  return made;
}

async function show(node, { engineApi }) {
  const wanted = decodeURIComponent(window.location.hash.split('?')[0].split('/').pop());
  const { back } = given();
  const home = element('a', {
    className: 'suban-back',
    href: back?.startsWith('/suban/') ? `#${back}` : address('board', {}),
    textContent: /^\/suban\/(cases|undelivered)/.test(back || '') ? '← 回到清单'
      : back?.startsWith('/suban/case/') ? '← 回到上一件'
        : back?.startsWith('/suban/rule/') ? '← 回到规则修订' : '← 回到看板'
  });
  node.replaceChildren(element('main', { className: 'suban-board' }, home, note('正在读取……')));
  try {
    const found = await ask(`/cases/${encodeURIComponent(wanted)}/path`);
    const actions = element('div', { className: 'suban-board-actions' });
    actions.dataset.number = found.number;
    const acts = element('span', { className: 'suban-urging' });
    actions.append(documentsOf(found.number), urgingOf(found.number), acts);
    const banners = element('div', { className: 'suban-banners' });
    showActs(found.number, acts, banners, () => show(node, { engineApi }))
      .catch(error => console.warn('Suban: rights not known', error));
    const page = element('main', { className: 'suban-board suban-case-page' }, home,
      element('header', { className: 'suban-board-head' },
        element('div', {},
          element('h2', {}, found.title, element('span', { className: 'suban-status', textContent: found.status })),
          element('p', {
            className: 'suban-board-sub',
            textContent: [found.number, found.enterpriseName, found.host ? `主办 ${found.host}` : ''].filter(Boolean).join('　')
          })),
        actions),
      banners,
      path(found, engineApi));
    const facts = element('section', { className: 'suban-case-facts' });
    page.append(facts);
    if (found.readsAccess) {
      page.append(accessTo(found.number));
    }
    node.replaceChildren(page);
    document.title = `诉办 ${found.number}`;
    showCase(facts, found.number, {
      open: other => {
        window.location.hash = address(`case/${encodeURIComponent(other)}`, { back: `/suban/case/${encodeURIComponent(found.number)}` });
      }
    });
  } catch (error) {
    node.replaceChildren(element('main', { className: 'suban-board' }, home,
      error.status === 404 ? note('没有该编号的案件，或者不在您的查看范围内。') : failed(error, () => show(node, { engineApi }))));
  }
}

export default [{
  id: 'suban.board.case',
  pluginPoint: 'cockpit.route',
  properties: { path: '/suban/case/:number' },
  render: (node, { api, engineApi } = {}) => {
    show(node, { engineApi: engineApi || api?.engineApi });
  }
}];
