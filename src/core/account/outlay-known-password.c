/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/account/outlay-known-password.h"

#include <string.h>

#include "core/outlay-text.h"

/* Among the most used passwords of twelve and more characters in published leaks, case-folded.
 * Repeats, runs along the alphabet and the keyboard are found by rule. */
static const char *const common_passwords[] = {
  "passwordpassword",
  "password1234",
  "password12345",
  "password123456",
  "password1234567",
  "password12345678",
  "password123456789",
  "password123!",
  "passw0rd1234",
  "passw0rdpassw0rd",
  "p@ssw0rd1234",
  "p@ssw0rd123!",
  "p@ssword1234",
  "mypassword123",
  "mypassword12",
  "mypassword1234",
  "thisismypassword",
  "thisisapassword",
  "ilovepassword",
  "changeme1234",
  "changeme12345",
  "changemeplease",
  "letmein12345",
  "letmein123456",
  "letmeinplease",
  "welcome12345",
  "welcome123456",
  "welcome1234!",
  "welcometo123",
  "qwerty123456",
  "qwerty1234567",
  "qwerty12345678",
  "qwertyuiop12",
  "qwertyuiop123",
  "qwertyuiop1234",
  "qwertyuiop[]",
  "qwertyuiopasdf",
  "qwertyuiopasdfgh",
  "qwertyuiopasdfghjkl",
  "qwertyuiopasdfghjklzxcvbnm",
  "1q2w3e4r5t6y",
  "1q2w3e4r5t6y7u",
  "1q2w3e4r5t6y7u8i",
  "1qaz2wsx3edc",
  "1qaz2wsx3edc4rfv",
  "1qazxsw23edc",
  "q1w2e3r4t5y6",
  "q1w2e3r4t5y6u7i8",
  "zaq12wsxcde3",
  "zxcvbnm12345",
  "zxcvbnm123456",
  "asdfghjkl123",
  "asdfghjkl1234",
  "asdfghjklqwerty",
  "iloveyou1234",
  "iloveyou12345",
  "iloveyou123456",
  "iloveyouforever",
  "iloveyousomuch",
  "iloveyoubaby",
  "iloveyou2020",
  "monkey123456",
  "dragon123456",
  "football1234",
  "football12345",
  "baseball1234",
  "basketball12",
  "basketball123",
  "sunshine1234",
  "sunshine12345",
  "princess1234",
  "princess12345",
  "superman1234",
  "superman12345",
  "batman123456",
  "starwars1234",
  "pokemon12345",
  "charlie12345",
  "michael12345",
  "jessica12345",
  "administrator",
  "administrator1",
  "administrator123",
  "administrator!",
  "adminadmin12",
  "adminadminadmin",
  "admin1234567",
  "admin12345678",
  "admin123456789",
  "rootpassword",
  "testtesttest",
  "test12345678",
  "test123456789",
  "testpassword",
  "temppassword",
  "temporary123",
  "defaultpassword",
  "secretpassword",
  "supersecret1",
  "supersecret123",
  "topsecret123",
  "companypassword",
  "companyname1",
  "outlayoutlay",
  "outlay123456",
  "expenses1234",
  "expense12345",
  "123456789abc",
  "1234567890qwerty",
  "123456789qwe",
  "123456789qwerty",
  "123456qwerty",
  "123456qwerty123456",
  "abcd12345678",
  "abcdef123456",
  "abcdefg12345",
  "abcdefgh1234",
  "abc123456789",
  "abc123abc123",
  "a1b2c3d4e5f6",
  "a123456789012",
  "aa1234567890",
  "qwe123456789",
  "qweasdzxc123",
  "qweasdzxcrty",
  "asd123456789",
  "asdfasdfasdf",
  "zxczxczxczxc",
  "trustno1trustno1",
  "correcthorsebatterystaple",
  "correct horse battery staple",
  "whatever1234",
  "computer1234",
  "internet1234",
  "samsung12345",
  "liverpool123",
  "manchester123",
  "manchesterunited",
  "chelsea12345",
  "jesuschrist1",
  "jesusislord1",
  "godisgood123",
  "iamthebest123",
  "happybirthday",
  "hello1234567",
  "hello12345678",
  "helloworld123",
  "helloworld12",
  "helloworld1234",
  "goodmorning1",
  "merrychristmas",
  "summer202024",
  "summer2024!!",
  "summer2025!!",
  "winter2024!!",
  "winter2025!!",
  "spring2025!!",
  "autumn2025!!",
  "january12345",
  "passwort1234",
  "passwort12345",
  "passwort123456",
  "passwortpasswort",
  "meinpasswort",
  "hallo1234567",
  "hallo12345678",
  "ichliebedich",
  "schatz123456",
  "motdepasse123",
  "motdepasse12",
  "motdepasse1234",
  "bonjour12345",
  "azertyuiop12",
  "azertyuiop123",
  "azertyuiop1234",
  "azerty123456",
  "contrasena12",
  "contrasena123",
  "contrasena1234",
};

/* Rows of keyboards, forwards; runs are found in both directions. */
static const char *const runs[] = {
  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
  "01234567890123456789012345678901234567890",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "1234567890qwertyuiop",
};

/* "aaaaaaaaaaaa", "121212121212", "abcabcabcabc", "qwertyqwerty". */
static gboolean
is_short_repeat (const char *text)
{
  const char *end = text;

  for (guint n = 0; n < 6 && *end != '\0'; n++)
    {
      end = g_utf8_next_char (end);

      if (outlay_text_repeats (text, text, (gsize) (end - text)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_run (const char *text)
{
  g_autofree char *reversed = g_utf8_strreverse (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    if (strstr (runs[i], text) != NULL || strstr (runs[i], reversed) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_listed (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (common_passwords); i++)
    if (g_str_equal (common_passwords[i], folded))
      return TRUE;

  return FALSE;
}

gboolean
outlay_password_is_known (const char *folded)
{
  g_return_val_if_fail (folded != NULL, FALSE);

  return is_listed (folded) || is_short_repeat (folded) || is_run (folded);
}
