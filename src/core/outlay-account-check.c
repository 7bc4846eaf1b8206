/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-account-check.h"

#include <string.h>

#include "core/outlay-text.h"

#define NAME_MAX_CHARS 200

/* RFC 5321, 4.5.3.1: octets of a local part, a label's by RFC 1035, and of a path less its brackets. */
#define LOCAL_PART_MAX 64
#define LABEL_MAX 63
#define EMAIL_MAX 254

/* Among the most used passwords of twelve and more characters in published leaks, case-folded. Repeats,
 * runs along the alphabet and the keyboard are found by rule. */
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

/**
 * outlay_name_check:
 * @name: (nullable): what a person or a company is called
 */
void
outlay_name_check (const char *name, OutlayComplaints *complaints)
{
  g_return_if_fail (complaints != NULL);

  if (outlay_text_check (name, "name", NAME_MAX_CHARS, OUTLAY_TEXT_LINE, complaints) &&
      outlay_text_is_blank (name))
    outlay_complaints_add (complaints, "name", OUTLAY_COMPLAINT_MISSING);
}

static gboolean
is_local_part (const char *text, gsize length)
{
  if (length == 0 || length > LOCAL_PART_MAX || text[0] == '.' || text[length - 1] == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (strchr ("()<>[]:;@\\,\" ", text[i]) != NULL || (text[i] == '.' && text[i + 1] == '.'))
      return FALSE;

  return TRUE;
}

/* Labels of letters, digits and inner hyphens; international names may be in UTF-8 (RFC 6531). */
static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > LABEL_MAX || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;

      for (const char *c = labels[i]; *c != '\0'; c++)
        if (!g_ascii_isalnum (*c) && *c != '-' && (guchar) *c < 0x80)
          return FALSE;
    }

  return labels[0] != NULL;
}

static gboolean
is_address (const char *email)
{
  const char *at = strrchr (email, '@');

  for (const char *c = email; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;

  return at != NULL && is_local_part (email, (gsize) (at - email)) && is_domain (at + 1);
}

/**
 * outlay_email_check:
 * @email: (nullable): "local@domain", without comments, quoting or a display name
 *
 * It checks the shape only; whether somebody reads mail there is for a message to find out.
 */
void
outlay_email_check (const char *email, OutlayComplaints *complaints)
{
  g_return_if_fail (complaints != NULL);

  if (email == NULL || *email == '\0')
    outlay_complaints_add (complaints, "email", OUTLAY_COMPLAINT_MISSING);
  else if (!outlay_text_check (email, "email", EMAIL_MAX, OUTLAY_TEXT_LINE, complaints))
    return;
  else if (strlen (email) > EMAIL_MAX)
    outlay_complaints_add (complaints, "email", OUTLAY_COMPLAINT_TOO_LONG);
  else if (!is_address (email))
    outlay_complaints_add (complaints, "email", OUTLAY_COMPLAINT_NOT_AN_ADDRESS);
}

/* Whether @text is @unit over and over, the last time maybe cut short. */
static gboolean
repeats (const char *text, const char *unit, gsize unit_length)
{
  for (gsize i = 0; text[i] != '\0'; i++)
    if (text[i] != unit[i % unit_length])
      return FALSE;

  return TRUE;
}

/* "aaaaaaaaaaaa", "121212121212", "abcabcabcabc", "passpasspass". */
static gboolean
is_short_repeat (const char *text)
{
  const char *end = text;

  for (guint n = 0; n < 4 && *end != '\0'; n++)
    {
      end = g_utf8_next_char (end);

      if (repeats (text, text, (gsize) (end - text)))
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
is_common (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (common_passwords); i++)
    if (g_str_equal (common_passwords[i], folded))
      return TRUE;

  return FALSE;
}

static gboolean
is_own_address (const char *folded, const char *email)
{
  g_autofree char *address = NULL;
  const char *at;

  if (email == NULL || *email == '\0' || !g_utf8_validate (email, -1, NULL))
    return FALSE;

  address = g_utf8_casefold (email, -1);
  at = strrchr (address, '@');

  return repeats (folded, address, strlen (address)) ||
         (at != NULL && at > address && repeats (folded, address, (gsize) (at - address)));
}

/**
 * outlay_password_check:
 * @password: (nullable): as typed; it is neither trimmed nor kept
 * @email: (nullable): the person's own address
 */
void
outlay_password_check (const char *password, const char *email, OutlayComplaints *complaints)
{
  g_autofree char *folded = NULL;
  glong n_chars;

  g_return_if_fail (complaints != NULL);

  if (password == NULL || *password == '\0')
    {
      outlay_complaints_add (complaints, "password", OUTLAY_COMPLAINT_MISSING);
      return;
    }

  if (!g_utf8_validate (password, -1, NULL))
    {
      outlay_complaints_add (complaints, "password", OUTLAY_COMPLAINT_BAD_TEXT);
      return;
    }

  n_chars = g_utf8_strlen (password, -1);

  if (n_chars < OUTLAY_PASSWORD_MIN || n_chars > OUTLAY_PASSWORD_MAX)
    {
      outlay_complaints_add (complaints, "password",
                             n_chars < OUTLAY_PASSWORD_MIN ? OUTLAY_COMPLAINT_TOO_SHORT
                                                           : OUTLAY_COMPLAINT_TOO_LONG);
      return;
    }

  folded = g_utf8_casefold (password, -1);

  if (is_common (folded) || is_short_repeat (folded) || is_run (folded) ||
      is_own_address (folded, email))
    outlay_complaints_add (complaints, "password", OUTLAY_COMPLAINT_TOO_COMMON);
}
