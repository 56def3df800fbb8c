import type { Person } from './people.js';

type Fields = Record<string, unknown>;

/** What every webhook body has around its value. */
export function toBody(phoneNumberId: string, value: Fields): Fields {
  const metadata = { display_phone_number: '15550000000', phone_number_id: phoneNumberId };
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] };
}

/** A message of a person, with who she is beside it. */
export function toMessageValue({ waId, userId }: Person, written: Fields): Fields {
  const sender = { ...(waId && { from: waId }), ...(userId && { from_user_id: userId }) };
  const contact = { profile: { name: '-' }, ...(waId && { wa_id: waId }), ...(userId && { user_id: userId }) };
  return { contacts: [contact], messages: [{ ...sender, ...written }] };
}

/**
 * The system message that tells of a new number or user id, without contacts, as system messages have none.
 * @param before the person as she was
 */
export function toChange(before: Person, next: Person): Fields {
  const isNumber = before.waId !== next.waId;
  const type = isNumber ? 'user_changed_number' : 'user_changed_user_id';
  return {
    ...(before.waId && { from: before.waId }),
    ...(next.userId && { from_user_id: next.userId }),
    type: 'system',
    system: {
      type,
      body: isNumber ? `User changed from ${before.waId} to ${next.waId}` : 'User changed their user id',
      ...(isNumber && next.waId && { wa_id: next.waId }),
      ...(next.userId && { user_id: next.userId }),
      ...(before.userId && { previous_user_id: before.userId }),
    },
  };
}
