/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OUTLAY_TEST_PASSWORD "seven quiet ferries at dawn"

/**
 * OutlayTestServer:
 *
 * The real `outlayd` (its path is in the environment, OUTLAYD), started on a free port of 127.0.0.1
 * with a folder and a database of its own and cheap password hashes. It ends with the test, whatever happens.
 * Everything here blocks, and what should not fail is an assertion.
 */
typedef struct _OutlayTestServer OutlayTestServer;

OutlayTestServer *outlay_test_server_new          (void);
/* @options: (array zero-terminated=1): more of the command line of `outlayd serve` */
OutlayTestServer *outlay_test_server_new_with     (const char *const *options);
/* Stops it if it runs, and deletes its folder. */
void              outlay_test_server_free         (OutlayTestServer *self);

/* "http://127.0.0.1:40123"; the same after a restart */
const char *outlay_test_server_get_address  (OutlayTestServer *self);
guint16     outlay_test_server_get_port     (OutlayTestServer *self);
/* Holds "outlay.db" (with SQLite), "proofs", "keys" and "log". */
const char *outlay_test_server_get_folder   (OutlayTestServer *self);
/* Its URI, on the engine that this run is about. */
const char *outlay_test_server_get_database (OutlayTestServer *self);
/* (transfer full): all that the database holds, for whoever looks for what must not be there; of one
 * that is stopped */
GBytes     *outlay_test_server_read_database (OutlayTestServer *self);
/* 0 when it does not run */
GPid        outlay_test_server_get_pid      (OutlayTestServer *self);

/* SIGTERM; it must end with exit status 0. */
void outlay_test_server_stop  (OutlayTestServer *self);
/* SIGKILL. */
void outlay_test_server_kill  (OutlayTestServer *self);
/* Starts a stopped one again: same port, same folder. */
void outlay_test_server_start (OutlayTestServer *self);

/* With everything in it. */
void outlay_test_delete_folder (const char *path);

/* Runs `outlayd @arguments…`; (transfer full): what it printed on both outputs */
char *outlay_test_server_run_command (const char *const *arguments,
                                      const char        *input,
                                      int               *exit_status);

/* `outlayd user add` with %OUTLAY_TEST_PASSWORD; the company is made if it is new. */
void  outlay_test_server_add_user (OutlayTestServer *self,
                                   const char       *company,
                                   const char       *email,
                                   const char       *name,
                                   const char       *role);

/* (transfer full): an access token for somebody with %OUTLAY_TEST_PASSWORD */
char *outlay_test_server_sign_in  (OutlayTestServer *self, const char *email);

/**
 * OutlayTestReply:
 * @status: 0 when the server closed the connection without an answer
 * @head: status line and header fields
 * @body: NUL-terminated besides its length
 */
typedef struct
{
  guint  status;
  char  *head;
  char  *body;
  gsize  length;
} OutlayTestReply;

void  outlay_test_reply_free       (OutlayTestReply *self);
/* (transfer full) (nullable): value of a header field */
char *outlay_test_reply_dup_header (OutlayTestReply *self, const char *name);
/* (transfer full) (nullable): the text of the first member "name": "…" in the body; good
 * enough for tests */
char *outlay_test_reply_dup_text   (OutlayTestReply *self, const char *name);

/**
 * outlay_test_server_send:
 * @token: (nullable): access token
 * @headers: (nullable): more header fields, each ending in "\r\n"
 * @body: (nullable): JSON text
 */
OutlayTestReply *outlay_test_server_send (OutlayTestServer *self,
                                          const char       *token,
                                          const char       *method,
                                          const char       *path,
                                          const char       *headers,
                                          const char       *body);

/* The same with a body of any type; without a Content-Type unless @headers has one. */
OutlayTestReply *outlay_test_server_send_bytes (OutlayTestServer *self,
                                                const char       *token,
                                                const char       *method,
                                                const char       *path,
                                                const char       *headers,
                                                GBytes           *body);

/* Sends bytes as they are on a connection of its own and reads the first answer. */
OutlayTestReply *outlay_test_server_send_raw (OutlayTestServer *self,
                                              const char       *bytes,
                                              gssize            length);

/* For whoever wants to talk on one connection: a blocking stream, with a minute of patience. */
GIOStream       *outlay_test_server_connect    (OutlayTestServer *self);
OutlayTestReply *outlay_test_server_read_reply (GInputStream *stream, gboolean is_head);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayTestServer, outlay_test_server_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayTestReply, outlay_test_reply_free)

G_END_DECLS
