// Reads a diagram as bpmnlint does and asks the rule of the Modeler's plug-in about every element: [id, message] of each report.
function library() {
  let modules;
  webpackChunkcamunda_bpm_webapp.push([['lint'], {}, require => { modules = require; }]);
  const [id] = Object.entries(modules.m).find(([, text]) => String(text).includes('saveSVG') && String(text).includes('bjs-drilldown'));
  return Object.values(modules(id)).find(exported => exported.prototype?.saveSVG);
}

const moddle = new (library())({ container: '#canvas' }).get('moddle');
const rule = window.plugins[0].plugin.config.rules['suban/conventions']
  && window.plugins[0].plugin.resolver.resolveRule('bpmnlint-plugin-suban', 'conventions')();

window.lint = async diagrams => {
  const found = {};
  for (const [file, bpmn] of Object.entries(diagrams)) {
    const { elementsById } = await moddle.fromXML(bpmn);
    const reports = [];
    Object.values(elementsById)
      .filter(element => element.$type.startsWith('bpmn:'))
      .forEach(element => rule.check(element, { report: (id, message) => reports.push([id, message]) }));
    found[file] = reports;
  }
  return { found };
};
