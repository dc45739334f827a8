// The conventions of suban.models that make sense while drawing; the rest is said by "mvn -q test -Pmodels". One plain file, so that the
// Modeler needs no build step: a rule of bpmnlint where there are modules, a plugin of the Modeler where there is a window.
(function() {

  const TASK = /^bpmn:(Service|User|BusinessRule|Script|Send|Receive|Manual)?Task$/;
  const PREFIXES = [
    [ /^bpmn:SequenceFlow$/, 'flow' ],
    [ /Gateway$/, 'gateway' ],
    [ /^bpmn:(SubProcess|Transaction)$/, 'subProcess' ],
    [ /^bpmn:StartEvent$/, 'startEvent' ],
    [ /^bpmn:EndEvent$/, 'endEvent' ],
    [ /Event$/, 'event' ],
    [ /Task$/, null ],
    [ /^bpmn:CallActivity$/, null ]
  ];
  const ARTICLE = /第([〇零一二三四五六七八九十百]+|\d+)条/;
  const DEADLINE = /^\s*[$#]\{\s*(deadlines|\w+Deadlines)\s*\.[^}]*}\s*$/;
  const IS_A_TIME = '定时应取自 ${deadlines.…}，不写天数：请从用同一模板的定时复制';

  /** An attribute of the engine, whether the tool knows its schema or not. */
  function camunda(node, name) {
    return node.get && node.get('camunda:' + name) || node.$attrs && node.$attrs['camunda:' + name];
  }

  function list(node, name) {
    return node[name] || [];
  }

  function asks(node) {
    return /^bpmn:(Exclusive|Inclusive)Gateway$/.test(node.$type) && list(node, 'outgoing').length > 1;
  }

  function isInside(node) {
    return node.$parent && /SubProcess$/.test(node.$parent.$type);
  }

  function words(node, type, report) {
    const drawn = TASK.test(type) || /Event$|Gateway$|SubProcess$/.test(type) || /^bpmn:(CallActivity|SequenceFlow)$/.test(type);
    if (drawn && node.name && (/[A-Za-z]/.test(node.name) || !/\p{Script=Han}/u.test(node.name))) {
      report('名称应为中文，不含拉丁字母');
    }
    const plain = /^bpmn:(Start|End)Event$/.test(type) && isInside(node)
      && !node.name && !list(node, 'eventDefinitions').length;
    const documented = TASK.test(type) || /Event$|SubProcess$/.test(type) || type === 'bpmn:CallActivity' || asks(node);
    const text = list(node, 'documentation').map(each => each.text || '').join('\n');
    if (documented && !plain && !ARTICLE.test(text)) {
      report('“文档”栏没有写明依据条款（如“第八条”）');
    }
  }

  function id(node, type, report) {
    const rule = PREFIXES.find(each => each[0].test(type));
    if (rule) {
      const prefix = rule[1] || type[5].toLowerCase() + type.slice(6);
      if (!new RegExp('^' + prefix + '_[a-z]\\w*$').test(node.id || '')) {
        report('编号应形如 ' + prefix + '_xxx（小写字母开头的英文词），且落地后不再改动');
      }
    }
  }

  function gateway(node, report) {
    if (asks(node) && !node.default) {
      report('网关没有缺省路径：应把其余情形的一条设为 Default flow');
    }
  }

  function timers(node, report) {
    list(node, 'eventDefinitions').filter(each => each.$type === 'bpmn:TimerEventDefinition').forEach(timer => {
      const time = timer.timeDate || timer.timeCycle;
      if (timer.timeDuration || !time || !DEADLINE.test(time.body || '')) {
        report(IS_A_TIME);
      }
    });
  }

  function scripts(node, type, report) {
    const inside = list(node.extensionElements || {}, 'values');
    const script = type === 'bpmn:ScriptTask' || camunda(node, 'class')
      || node.conditionExpression && node.conditionExpression.language
      || inside.some(each => each.script || each.$attrs && each.$attrs.class || each.class);
    if (script) {
      report('不得使用脚本，也不直接写类名：从模板中选');
    }
  }

  function bindings(node, type, report) {
    if (type === 'bpmn:UserTask' && !camunda(node, 'formRef')) {
      report('人工任务没有表单（formRef）');
    }
    [ [ 'formRef', 'formRefBinding' ], [ 'decisionRef', 'decisionRefBinding' ], [ 'calledElement', 'calledElementBinding' ] ]
      .filter(each => each[0] === 'calledElement' ? node.calledElement : camunda(node, each[0]))
      .filter(each => camunda(node, each[1]) !== 'deployment')
      .forEach(each => report('应与流程同版本：' + each[1] + ' 应为 deployment'));
  }

  function template(node, type, report) {
    const timer = list(node, 'eventDefinitions').some(each => each.$type === 'bpmn:TimerEventDefinition');
    const wants = /^bpmn:(Service|Send|User|BusinessRule)Task$/.test(type) || type === 'bpmn:CallActivity'
      || type === 'bpmn:SequenceFlow' && node.conditionExpression || timer;
    if (wants && !camunda(node, 'modelerTemplate')) {
      report('没有选用模板：从属性栏的 Template 中选');
    }
  }

  function conventions() {
    return {
      check(node, reporter) {
        const type = node.$type;
        const report = message => reporter.report(node.id, message);
        words(node, type, report);
        id(node, type, report);
        gateway(node, report);
        timers(node, report);
        scripts(node, type, report);
        bindings(node, type, report);
        template(node, type, report);
      }
    };
  }

  if (typeof module === 'object' && module.exports) {
    module.exports = conventions;
  }

  if (typeof window === 'object') {
    const resolver = {
      resolveRule(pkg, name) {
        if (pkg === 'bpmnlint-plugin-suban' && name === 'conventions') {
          return conventions;
        }
        throw new Error('not a rule of Suban: ' + pkg + '/' + name);
      },
      resolveConfig(pkg, name) {
        throw new Error('not a configuration of Suban: ' + pkg + '/' + name);
      }
    };
    window.plugins = window.plugins || [];
    window.plugins.push({
      type: 'lintRules.bpmn',
      plugin: { config: { rules: { 'suban/conventions': 'error' } }, resolver }
    });
  }
})();
