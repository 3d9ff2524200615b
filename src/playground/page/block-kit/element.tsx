import { Button } from './elements/button.tsx';
import { Choices } from './elements/choices.tsx';
import { ConversationSelect } from './elements/conversation-select.tsx';
import { DateTimePicker } from './elements/date-time-picker.tsx';
import { MultiPeopleSelect } from './elements/multi-people-select.tsx';
import { MultiSelect } from './elements/multi-select.tsx';
import { Overflow } from './elements/overflow.tsx';
import { PeopleSelect } from './elements/people-select.tsx';
import { Select } from './elements/select.tsx';
import { TextInput } from './elements/text-input.tsx';
import { BlockImage } from './image.tsx';
import type { AnyElement, Placed } from './types.ts';
import { Unknown } from './unknown.tsx';

/** One element of a block. */
export function ElementView({ element, ...place }: Placed<AnyElement>) {
  switch (element.type) {
    case 'button':
      return <Button element={element} {...place} />;
    case 'image':
      return <BlockImage image={element} />;
    case 'overflow':
      return <Overflow element={element} {...place} />;
    case 'static_select':
      return <Select element={element} {...place} />;
    case 'multi_static_select':
      return <MultiSelect element={element} {...place} />;
    case 'users_select':
      return <PeopleSelect element={element} {...place} />;
    case 'multi_users_select':
      return <MultiPeopleSelect element={element} {...place} />;
    case 'conversations_select':
      return <ConversationSelect element={element} {...place} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <Choices element={element} {...place} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextInput element={element} {...place} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateTimePicker element={element} {...place} />;
    case 'workflow_button':
    case 'external_select':
    case 'multi_external_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
    case 'rich_text_input':
    case 'file_input':
      return <Unknown what={`an element of type “${element.type}”`} value={element} />;
  }
}
