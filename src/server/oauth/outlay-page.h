/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/oauth/outlay-page-texts.h"
#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayPage:
 *
 * A page for a person's browser: a template of the folder `pages`, inside its frame, and values.
 *
 * In a template `{{name}}` is a value, `{{t:key}}` a text in the reader's language, and
 * `{{#name}}…{{/name}}` is left out where there is no value. Every value and text is escaped for
 * HTML; there is no way around that.
 */
typedef struct _OutlayPage OutlayPage;

/**
 * outlay_page_new:
 * @name: of the template, without ".html"
 * @title: key of the text that is its title
 */
OutlayPage *outlay_page_new (const OutlayRequest *request, const char *name, const char *title);
void        outlay_page_free (OutlayPage *self);

/* @text: (nullable) */
void outlay_page_set (OutlayPage *self, const char *name, const char *text);
/* The text @key of the reader's language. */
void outlay_page_set_text (OutlayPage *self, const char *name, const char *key);
/* The same, with @text in the place of its "%s". */
void outlay_page_set_text_with (OutlayPage *self,
                                const char *name,
                                const char *key,
                                const char *text);

/* Begins the title with what went wrong, so that it is the first thing a screen reader says.
 * @key: of the text */
void outlay_page_set_title_of_fault (OutlayPage *self, const char *key);

/* Where its forms may lead, beside this server: see outlay_authorization_dup_form_target(). */
void outlay_page_allow_form_target (OutlayPage *self, const char *source);

/* Lets it run the script of joining, and nobody else's. */
void outlay_page_allow_script (OutlayPage *self);

/**
 * outlay_page_reply:
 * @self: (transfer full):
 *
 * The page, with headers that keep it out of frames and caches, and everything foreign out of it.
 */
OutlayReply *outlay_page_reply (OutlayPage *self, guint status);

/* A page that says one thing. @key: of the text */
OutlayReply *outlay_page_say (const OutlayRequest *request, guint status, const char *key);

/* A page in place of a problem. @problem: (transfer full) */
OutlayReply *outlay_page_for_problem (const OutlayRequest *request, OutlayReply *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPage, outlay_page_free)

G_END_DECLS
