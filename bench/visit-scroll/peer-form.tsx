import { Button, Form, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import annual from '../../resources/domain/templates/annual-practice-inspection.json';

// The same sixty items as anybody would put them up with Ant Design alone: one form, its own state, nothing saved.

function Peer(): ReactNode {
  return (
    <div id="list" style={{ height: '100vh', overflow: 'auto' }}>
      <Form layout="vertical" style={{ padding: 24 }}>
        {annual.items.map((item) => (
          <div key={item.id}>
            <Form.Item name={item.id} label={`${item.id} ${item.text.zh}`} extra={item.basis}>
              <Radio.Group
                optionType="button"
                options={[
                  { value: 'yes', label: '是' },
                  { value: 'no', label: '否' },
                  { value: 'na', label: '不适用' },
                ]}
              />
            </Form.Item>
            <Form.Item name={`${item.id}-note`} label="备注">
              <Input.TextArea className="note" rows={1} />
            </Form.Item>
            <Button size="small">照片</Button>
          </div>
        ))}
      </Form>
    </div>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Peer />);
