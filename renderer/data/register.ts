import businessScope from '../../resources/domain/business-scope.json';
import leadTimes from '../../resources/domain/lead-times.json';
import { bureauSettingId, bureauSettingKind, settingValue } from '../../shared/domain/org/bureau-settings.ts';
import { appraiserFactsKind } from '../../shared/domain/registry/appraiser-facts.ts';
import { appraiserKind } from '../../shared/domain/registry/appraiser.ts';
import { BusinessScope } from '../../shared/domain/registry/business-scope.ts';
import { certificateKind } from '../../shared/domain/registry/certificate.ts';
import { institutionFactsKind } from '../../shared/domain/registry/institution-facts.ts';
import { institutionKind } from '../../shared/domain/registry/institution.ts';
import { LEAD_TIMES_KEY, LeadTimes } from '../../shared/domain/registry/lead-times.ts';
import type { RegisterRecords } from '../../shared/domain/registry/warnings.ts';
import type { Desk, RecordReader } from './desk.ts';

/** The registered business categories as this app knows them. */
export const BUSINESS_SCOPE = BusinessScope.parse(businessScope);

const HOUSE_LEAD_TIMES = LeadTimes.parse(leadTimes);

/** The whole register of a prefecture: a few thousand records, read at once. */
export async function readRegister(records: RecordReader): Promise<RegisterRecords> {
  const [institutions, appraisers, institutionFacts, appraiserFacts, certificates] = await Promise.all([
    records.all(institutionKind),
    records.all(appraiserKind),
    records.all(institutionFactsKind),
    records.all(appraiserFactsKind),
    records.all(certificateKind),
  ]);
  return { institutions, appraisers, institutionFacts, appraiserFacts, certificates };
}

/** The bureau's own lead times where it set any that this app can read, else the house's. */
export async function readLeadTimes({ records, prefectureCode }: Desk): Promise<LeadTimes> {
  const setting = await records.get(bureauSettingKind, bureauSettingId(prefectureCode, LEAD_TIMES_KEY));
  return settingValue(setting, LeadTimes, HOUSE_LEAD_TIMES);
}
