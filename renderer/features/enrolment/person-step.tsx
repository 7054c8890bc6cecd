import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { Iso } from '../../ui/iso.tsx';
import { useWords } from '../../ui/words.ts';
import type { FoundOfficer } from '../../platform/facts.ts';

interface PersonStepProps {
  readonly found: FoundOfficer;
  readonly asksDeviceLabel: boolean;
  readonly onBack: () => void;
  readonly onConfirm: (deviceLabel: string) => void;
}

/** Whom the code is for. A code in the wrong hands ends here. */
export function PersonStep({ found, asksDeviceLabel, onBack, onConfirm }: PersonStepProps): ReactNode {
  const { t } = useTranslation(['enrolment', 'org', 'app']);
  const words = useWords();
  const [deviceLabel, setDeviceLabel] = useState(t('person.deviceDefault'));
  // i18n-dynamic: org:role.*
  const roles = found.officer.roles.map((role) => t(`org:role.${role}`)).join(t('app:listComma'));
  return (
    <form
      className="jd-form"
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm(asksDeviceLabel ? deviceLabel.trim() : '');
      }}
    >
      <p>{t('person.question')}</p>
      <dl className="jd-facts">
        <dt>{t('person.name')}</dt>
        <dd>
          <strong>
            <Iso>{found.officer.name.zh}</Iso>
          </strong>
          <span className="jd-soft"> · </span>
          <strong lang="ug-CN">
            <Iso>{found.officer.name.ug}</Iso>
          </strong>
        </dd>
        <dt>{t('person.roles')}</dt>
        <dd>{roles}</dd>
        <dt>{t('person.bureau')}</dt>
        <dd>
          <Iso>{words(found.bureau)}</Iso>
        </dd>
        <dt>{t('person.region')}</dt>
        <dd>
          <Iso>{words(found.regionName)}</Iso>
        </dd>
      </dl>
      {asksDeviceLabel ? (
        <Field label={t('person.device')} hint={t('person.deviceHint')}>
          {(ids) => (
            <Input
              {...ids}
              size="large"
              value={deviceLabel}
              maxLength={80}
              onChange={(event) => setDeviceLabel(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <div className="jd-form-actions">
        <Button type="primary" size="large" htmlType="submit" autoFocus>
          {t('person.confirm')}
        </Button>
        <Button size="large" onClick={onBack}>
          {t('person.notMe')}
        </Button>
      </div>
    </form>
  );
}
