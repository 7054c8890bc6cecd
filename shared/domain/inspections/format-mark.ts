import { TEMPLATE_FORMAT } from './template-format.ts';
import type { TemplateItem } from './template.ts';

/**
 * Apps before format 2 ignore `rules`: they would ask for hidden items and not for what a rule demands. A template with rules
 * therefore carries one item of a kind they do not know. They show its words ("update the program") and, as with every unknown
 * kind, let nobody sign. An app that knows the format takes the item out (decision 0018).
 */
export function formatMark(): TemplateItem {
  return {
    id: 'FMT-A00',
    sectionId: '0',
    section: { zh: '程序版本', ug: 'پروگرامما نەشرى' },
    text: {
      zh: '这份检查表带有跳转和取证规则，本机程序版本较旧，还不识别。可以先填写；请更新程序后再签名。',
      ug: 'بۇ تەكشۈرۈش جەدۋىلىدە ئاتلاش ۋە دەلىل قائىدىلىرى بار، بۇ كومپيۇتېردىكى پروگراممىنىڭ نەشرى كونا، ئۇلارنى تونۇمايدۇ. ئاۋۋال تولدۇرۇۋېرىڭ؛ پروگراممىنى يېڭىلىغاندىن كېيىن ئىمزا قويۇڭ.',
    },
    basis: '',
    kind: `format-${TEMPLATE_FORMAT}`,
    weight: 0,
    evidenceRequired: false,
    severity: 'minor',
  };
}
