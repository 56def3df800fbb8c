import { describe, expect, test } from '@jest/globals';
import { checkPassword } from '../../src/console/passwords.js';

const about = { name: 'Maria Elena', email: 'maria.elena@example.org' };
const codeOf = (password: string) => {
  try {
    checkPassword(password, about);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('password rules', () => {
  test.each([
    ['eleven char', 'password_short'],
    ['x'.repeat(129), 'password_long'],
    ['Password1234', 'password_common'],
    ['contraseña 123', 'password_common'],
    ['abababababab', 'password_common'],
    ['maria.elena@example.org', 'password_common'],
  ])('%# is refused', (password, code) => expect(codeOf(password)).toBe(code));

  test.each(['cuatro sillas y un barco', 'soloconminusculas', '一二三四五六七八九十百千'])('%# is fine', (password) =>
    expect(codeOf(password)).toBeUndefined());
});
