import type { Appraiser } from '../../shared/domain/registry/appraiser.ts';
import type { Certificate } from '../../shared/domain/registry/certificate.ts';
import type { CivilDate } from '../../shared/lib/dates.ts';
import type { RecordId } from '../../shared/lib/ids.ts';

// Records of the register, showing in a test only what matters to it.

export function anAppraiser(over: Partial<Appraiser> = {}): Appraiser {
  return {
    id: 'APP-1' as RecordId,
    prefectureCode: '653100',
    institutionId: 'INS-1' as RecordId,
    name: { zh: '某某', ug: 'پالانى' },
    certificateNo: '6531001001',
    certificateValidTo: '2028-01-01' as CivilDate,
    title: 'intermediate',
    fullTime: true,
    categories: ['forensic-medicine'],
    state: 'practising',
    ...over,
  };
}

export function aCertificate(over: Partial<Certificate> = {}): Certificate {
  return {
    id: 'CERT-1' as RecordId,
    prefectureCode: '653100',
    institutionId: 'INS-1' as RecordId,
    kind: 'CMA',
    certNo: '220021340001',
    issuer: '自治区市场监督管理局',
    scopeText: '',
    items: [],
    issuedOn: '2026-01-01' as CivilDate,
    validTo: '2031-12-31' as CivilDate,
    standing: 'held',
    events: [],
    ...over,
  };
}
