import house from '../../../../resources/domain/rectification.json' with { type: 'json' };
import {
  bureauSettingId,
  bureauSettingKind,
  settingValue,
} from '../../../../shared/domain/org/bureau-settings.ts';
import { RECTIFICATION_KEY, RectificationRules } from '../../../../shared/domain/rectification/rules.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useLive } from '../../../data/use-live.ts';

const HOUSE = RectificationRules.parse(house);

/** The bureau's own numbers of days where it set some, else the house's. */
export function useRules(): RectificationRules {
  const { records, prefectureCode } = useDesk();
  const id = bureauSettingId(prefectureCode, RECTIFICATION_KEY);
  const own = useLive(() => records.get(bureauSettingKind, id), [id]);
  return own.state === 'ready' ? settingValue(own.value, RectificationRules, HOUSE) : HOUSE;
}
