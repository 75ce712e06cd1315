#!/usr/bin/python3
"""Telethon, as Debian has it. The updates and the difference are its own."""
import asyncio
import json
import logging
import os
import sys

import telethon
from telethon import TelegramClient, events, functions, types
from telethon.crypto import rsa
from telethon.errors import PhoneNumberUnoccupiedError
from telethon.sessions import MemorySession
from telethon.tl.alltlobjects import LAYER

TYPES = {types.MessageEntityBold: "bold", types.MessageEntityTextUrl: "textUrl"}


def shown_entity(e):
    name = TYPES.get(type(e), type(e).__name__)
    return {"type": name, "offset": e.offset, "length": e.length, "url": getattr(e, "url", "")}


def own_entity(e):
    if e["type"] == "bold":
        return types.MessageEntityBold(e["offset"], e["length"])
    return types.MessageEntityTextUrl(e["offset"], e["length"], e["url"])


def shown(m):
    return {
        "id": m.id, "peer": m.peer_id.user_id, "out": m.out, "text": m.raw_text,
        "entities": [shown_entity(e) for e in m.entities or []],
        "reply": m.reply_to.reply_to_msg_id if m.reply_to else 0,
        "edited": m.edit_date is not None and not m.edit_hide,
    }


def write(o):
    print(json.dumps(o), flush=True)


class Driver:
    """One method for each call of the protocol (README.md)."""

    def __init__(self, env):
        with open(env["PUBKEY"], encoding="ascii") as f:
            rsa.add_key(f.read(), old=False)
        self.session = MemorySession()
        self.session.set_dc(2, env["HOST"], int(env["PORT"]))
        self.client = None

    async def connect(self):
        """Makes a client, with the login and the state that the session has, if any."""
        self.client = TelegramClient(self.session, 1, "0123456789abcdef0123456789abcdef", catch_up=True)
        self.client.add_event_handler(self.added, events.NewMessage)
        self.client.add_event_handler(self.edited, events.MessageEdited)
        self.client.add_event_handler(self.deleted, events.MessageDeleted)
        await self.client.connect()

    async def added(self, event):
        write({"event": "message", "message": shown(event.message)})

    async def edited(self, event):
        write({"event": "edit", "message": shown(event.message)})

    async def deleted(self, event):
        write({"event": "delete", "ids": event.deleted_ids})

    async def login(self, phone, code, name):
        await self.connect()
        await self.client.send_code_request(phone)
        try:
            await self.client.sign_in(phone, code)
        except PhoneNumberUnoccupiedError:
            await self.client.sign_up(code, name)
        me = await self.client.get_me()
        return {"id": me.id, "version": telethon.__version__, "layer": LAYER}

    async def meet(self, phone):
        contact = types.InputPhoneContact(client_id=1, phone=phone, first_name=phone, last_name="")
        r = await self.client(functions.contacts.ImportContactsRequest([contact]))
        return {"id": r.users[0].id}

    async def send(self, peer, text, entities, reply):
        entities = [own_entity(e) for e in entities]
        m = await self.client.send_message(peer, text, formatting_entities=entities, reply_to=reply or None)
        return {"id": m.id}

    async def edit(self, peer, id, text, entities):
        await self.client.edit_message(peer, id, text, formatting_entities=[own_entity(e) for e in entities])

    async def remove(self, peer, id):
        await self.client.delete_messages(peer, [id], revoke=True)

    async def history(self, peer):
        messages = await self.client.get_messages(peer, limit=20)
        return {"messages": [shown(m) for m in messages if not m.action]}

    async def away(self):
        await self.client.disconnect()

    async def back(self):
        await self.connect()


async def answer(driver, call):
    try:
        result = await getattr(driver, call["call"])(**call["args"])
        write({"id": call["id"], "result": result or {}})
    except Exception as e:  # whatever it is, it is the answer
        logging.exception(call["call"])
        write({"id": call["id"], "error": f"{type(e).__name__}: {e}"})


async def serve():
    driver = Driver(os.environ)
    lines = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    running = set()
    async for line in lines:
        task = asyncio.create_task(answer(driver, json.loads(line)))
        running.add(task)
        task.add_done_callback(running.discard)
    if driver.client:
        await driver.client.disconnect()


logging.basicConfig(level=logging.INFO)
asyncio.run(serve())
