/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/account/outlay-account-check.h"

#define WELL -1

static int
code_of (OutlayComplaints *complaints, const char *field)
{
  const OutlayComplaint *complaint = outlay_complaints_find (complaints, field);

  g_assert_cmpuint (complaints->len, <=, 1);
  g_assert_cmpint (complaint != NULL, ==, complaints->len == 1);

  return complaint != NULL ? (int) complaint->code : WELL;
}

static void
test_name (void)
{
  g_autofree char *longest = g_strnfill (200, 'x');
  g_autofree char *longer = g_strnfill (201, 'x');
  const struct
  {
    const char *name;
    int code;
  } cases[] = {
    { "Zoë O’Hara-Müller", WELL },
    { "王小明", WELL },
    { longest, WELL },
    { longer, OUTLAY_COMPLAINT_TOO_LONG },
    { NULL, OUTLAY_COMPLAINT_MISSING },
    { "", OUTLAY_COMPLAINT_MISSING },
    { "  ", OUTLAY_COMPLAINT_MISSING },
    { "a\nb", OUTLAY_COMPLAINT_BAD_TEXT },
    { "\xfe", OUTLAY_COMPLAINT_BAD_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

      outlay_name_check (cases[i].name, complaints);
      g_assert_cmpint (code_of (complaints, "name"), ==, cases[i].code);
    }
}

static void
test_email (void)
{
  static const struct
  {
    const char *email;
    int code;
  } cases[] = {
    { "ada@example.com", WELL },
    { "ada.lovelace+bills@mail.example.co.uk", WELL },
    { "o'hara@example.com", WELL },
    { "ada@localhost", WELL },
    { "ädä@exämple.de", WELL },
    { "1@2.3", WELL },
    { NULL, OUTLAY_COMPLAINT_MISSING },
    { "", OUTLAY_COMPLAINT_MISSING },
    { "ada", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@b@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@.example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@example..com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@example.com.", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@-example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@example-.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@exa_mple.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@example.com>", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { ".ada@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada.@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "a..da@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "Ada <ada@example.com>", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "a da@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@example.com ", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada\u00a0@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada,bob@example.com", OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { "ada@example.com\n", OUTLAY_COMPLAINT_BAD_TEXT },
    { "ada@example.com\r\nBcc: x@example.com", OUTLAY_COMPLAINT_BAD_TEXT },
    { "\xff@example.com", OUTLAY_COMPLAINT_BAD_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

      g_test_message ("case %u", i);
      outlay_email_check (cases[i].email, complaints);
      g_assert_cmpint (code_of (complaints, "email"), ==, cases[i].code);
    }
}

static void
test_email_lengths (void)
{
  static const struct
  {
    guint local;
    guint label;
    guint n_labels;
    int code;
  } cases[] = {
    { 64, 10, 2, WELL },
    { 65, 10, 2, OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { 10, 63, 1, WELL },
    { 10, 64, 1, OUTLAY_COMPLAINT_NOT_AN_ADDRESS },
    { 64, 62, 3, WELL },                      /* 253 octets */
    { 64, 47, 4, OUTLAY_COMPLAINT_TOO_LONG }, /* 256 octets */
    { 10, 63, 1000, OUTLAY_COMPLAINT_TOO_LONG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      g_autofree char *label = g_strnfill (cases[i].label, 'x');
      g_autofree char *local = g_strnfill (cases[i].local, 'y');
      g_autoptr (GString) email = g_string_new (local);

      for (guint k = 0; k < cases[i].n_labels; k++)
        g_string_append_printf (email, "%c%s", k == 0 ? '@' : '.', label);

      outlay_email_check (email->str, complaints);
      g_assert_cmpint (code_of (complaints, "email"), ==, cases[i].code);
    }
}

static void
test_password (void)
{
  static const struct
  {
    const char *password;
    int code;
  } cases[] = {
    { "tangerine moth bicycle", WELL },
    { "k3%Vq-9zLw2!", WELL },
    { "пароль-из-слов", WELL },
    { "密码是一段很长的话语呀吧", WELL }, /* 12 characters */
    { "🐢🦊🐙🐝🦉🐌🦜🐋🦔🐞🦩🐿", WELL },
    { "fourteen apples", WELL },
    { NULL, OUTLAY_COMPLAINT_MISSING },
    { "", OUTLAY_COMPLAINT_MISSING },
    { "short", OUTLAY_COMPLAINT_TOO_SHORT },
    { "elevenchars", OUTLAY_COMPLAINT_TOO_SHORT },
    { "密码是一段很长的话语呀", OUTLAY_COMPLAINT_TOO_SHORT }, /* 11, in 33 bytes */
    { "not UTF-8 at all \xff", OUTLAY_COMPLAINT_BAD_TEXT },
    { "passwordpassword", OUTLAY_COMPLAINT_TOO_COMMON },
    { "PasswordPassword", OUTLAY_COMPLAINT_TOO_COMMON },
    { "Password1234", OUTLAY_COMPLAINT_TOO_COMMON },
    { "123456789012", OUTLAY_COMPLAINT_TOO_COMMON },
    { "012345678901", OUTLAY_COMPLAINT_TOO_COMMON },
    { "210987654321", OUTLAY_COMPLAINT_TOO_COMMON },
    { "qwertyuiop12", OUTLAY_COMPLAINT_TOO_COMMON },
    { "QWERTYUIOPAS", OUTLAY_COMPLAINT_TOO_COMMON },
    { "qwertzuiopasdf", OUTLAY_COMPLAINT_TOO_COMMON },
    { "poiuytrewq0987", OUTLAY_COMPLAINT_TOO_COMMON },
    { "abcdefghijkl", OUTLAY_COMPLAINT_TOO_COMMON },
    { "uvwxyzabcdefg", OUTLAY_COMPLAINT_TOO_COMMON },
    { "lkjihgfedcba", OUTLAY_COMPLAINT_TOO_COMMON },
    { "aaaaaaaaaaaa", OUTLAY_COMPLAINT_TOO_COMMON },
    { "            ", OUTLAY_COMPLAINT_TOO_COMMON },
    { "éééééééééééé", OUTLAY_COMPLAINT_TOO_COMMON },
    { "abababababab", OUTLAY_COMPLAINT_TOO_COMMON },
    { "abcabcabcabca", OUTLAY_COMPLAINT_TOO_COMMON },
    { "QwertyQwerty", OUTLAY_COMPLAINT_TOO_COMMON },
    { "1q2w3e4r5t6y", OUTLAY_COMPLAINT_TOO_COMMON },
    { "ada.lovelace@example.com", OUTLAY_COMPLAINT_TOO_COMMON },
    { "Ada.Lovelace@Example.com", OUTLAY_COMPLAINT_TOO_COMMON },
    { "ada.lovelace", OUTLAY_COMPLAINT_TOO_COMMON },
    { "ada.lovelaceada.lovelace", OUTLAY_COMPLAINT_TOO_COMMON },
    { "ada.lovelace likes tea", WELL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

      g_test_message ("case %u", i);
      outlay_password_check (cases[i].password, "ada.lovelace@example.com", complaints);
      g_assert_cmpint (code_of (complaints, "password"), ==, cases[i].code);
    }
}

static void
test_password_lengths (void)
{
  for (guint extra = 0; extra < 2; extra++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
      g_autoptr (GString) password = g_string_new (NULL);

      for (guint i = 0; i < OUTLAY_PASSWORD_MAX + extra; i++)
        g_string_append_unichar (password, 0x4e00 + i);

      outlay_password_check (password->str, NULL, complaints);
      g_assert_cmpint (code_of (complaints, "password"), ==,
                       extra == 0 ? WELL : (int) OUTLAY_COMPLAINT_TOO_LONG);
    }
}

/* Addresses that are none must not trip the look at them. */
static void
test_password_beside_odd_email (void)
{
  static const char *const emails[] = { NULL, "", "@", "@example.com", "ada", "\xff", "a@" };

  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    {
      g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

      outlay_password_check ("tangerine moth bicycle", emails[i], complaints);
      g_assert_true (outlay_complaints_is_empty (complaints));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/account-check/name", test_name);
  g_test_add_func ("/core/account-check/email", test_email);
  g_test_add_func ("/core/account-check/email-lengths", test_email_lengths);
  g_test_add_func ("/core/account-check/password", test_password);
  g_test_add_func ("/core/account-check/password-lengths", test_password_lengths);
  g_test_add_func ("/core/account-check/password-beside-odd-email", test_password_beside_odd_email);

  return g_test_run ();
}
