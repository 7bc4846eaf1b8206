/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-digest.h"

#include <string.h>

/* FIPS 180-4's examples. */
#define OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OF_MILLION_A "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

static void
test_vectors (void)
{
  g_autofree char *million = g_strnfill (1000000, 'a');
  const struct
  {
    const char *text;
    const char *digest;
  } cases[] = {
    { "", OF_NOTHING },
    { "abc", OF_ABC },
    { million, OF_MILLION_A },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autofree char *digest = outlay_digest_of_bytes (bytes);

      g_assert_cmpstr (digest, ==, cases[i].digest);
      g_assert_true (outlay_digest_is_valid (digest));
    }
}

/* Computed by another program, as sha256sum over a list of the digests, one a line. */
static void
test_proofs (void)
{
  static const struct
  {
    const char *proofs[3];
    const char *digest;
  } cases[] = {
    { { NULL }, "" },
    { { OF_NOTHING, NULL }, "38acb15d02d5ac0f2a2789602e9df950c380d2799b4bdb59394e4eeabdd3a662" },
    { { OF_NOTHING, OF_ABC, NULL },
      "dd917d49f6b616234ee98677480fe40bb7fdf3f8225ce7d3fd6357d3bd69e9d1" },
    { { OF_ABC, OF_NOTHING, NULL },
      "ff481ce4c9482a1350469a8ff263915d6a478123e3a0c03f6eba5cb3e38a150f" },
  };
  g_autofree char *none = outlay_digest_of_proofs (NULL);

  g_assert_cmpstr (none, ==, "");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *digest = outlay_digest_of_proofs (cases[i].proofs);

      g_assert_cmpstr (digest, ==, cases[i].digest);
    }
}

static void
test_is_valid (void)
{
  g_autofree char *upper = g_ascii_strup (OF_ABC, -1);

  g_assert_true (outlay_digest_is_valid (OF_ABC));
  g_assert_false (outlay_digest_is_valid (upper));
  g_assert_false (outlay_digest_is_valid (OF_ABC "0"));
  g_assert_false (outlay_digest_is_valid (OF_ABC "\n"));
  g_assert_false (outlay_digest_is_valid (&OF_ABC[1]));
  g_assert_false (outlay_digest_is_valid (""));
  g_assert_false (outlay_digest_is_valid (NULL));
  g_assert_false (outlay_digest_is_valid (
      "../../../../../../../../../../../../../../../../../../../../etc/pw"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/digest/vectors", test_vectors);
  g_test_add_func ("/core/digest/proofs", test_proofs);
  g_test_add_func ("/core/digest/is-valid", test_is_valid);

  return g_test_run ();
}
