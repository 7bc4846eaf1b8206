/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OUTLAY_CLIENT_ERROR (outlay_client_error_quark ())
GQuark outlay_client_error_quark (void);

/* Codes say what the person or the program can do. HTTP status and TLS errors become these in
 * the api, once. */
typedef enum
{
  OUTLAY_CLIENT_ERROR_OFFLINE,      /* no network, no answer, 5xx, 429: tried again by itself */
  OUTLAY_CLIENT_ERROR_SIGN_IN,      /* sign in again */
  OUTLAY_CLIENT_ERROR_WRONG_LOGIN,  /* address or password is wrong */
  OUTLAY_CLIENT_ERROR_REFUSED,      /* mend the input: see outlay_problem_get() */
  OUTLAY_CLIENT_ERROR_FORBIDDEN,    /* the role may not */
  OUTLAY_CLIENT_ERROR_CONFLICT,     /* somebody changed it meanwhile */
  OUTLAY_CLIENT_ERROR_GONE,         /* it is not there (any more) */
  OUTLAY_CLIENT_ERROR_NO_SERVER,    /* something answers at this address, and it is not Outlay */
  OUTLAY_CLIENT_ERROR_UNTRUSTED,    /* the certificate does not hold */
  OUTLAY_CLIENT_ERROR_BAD_ADDRESS,  /* not an address of a server */
  OUTLAY_CLIENT_ERROR_KEYRING,      /* locked or absent: ask again this session */
  OUTLAY_CLIENT_ERROR_DATABASE_TOO_NEW,
  OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT, /* it was set aside under the name in the message */
  OUTLAY_CLIENT_ERROR_DISK_FULL,
  OUTLAY_CLIENT_ERROR_FAILED,
  OUTLAY_CLIENT_ERROR_OTHER_PERSON, /* somebody has signed in, and not whose account it is */
} OutlayClientError;

G_END_DECLS
