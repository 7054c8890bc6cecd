import businessScope from '../../../resources/domain/business-scope.json';
import leadTimes from '../../../resources/domain/lead-times.json';
import { BusinessScope } from '../../../shared/domain/registry/business-scope.ts';
import { LeadTimes } from '../../../shared/domain/registry/lead-times.ts';

/** The registered business categories as this app knows them. */
export const BUSINESS_SCOPE = BusinessScope.parse(businessScope);

/** The house's lead times; a bureau's own stand in its settings. */
export const HOUSE_LEAD_TIMES = LeadTimes.parse(leadTimes);
