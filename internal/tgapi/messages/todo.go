package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
)

var errLimit = fault.New(fault.Invalid, "LIMIT_INVALID")

func (h *Handlers) toggleTodoCompleted(ctx context.Context, c *rpc.Call, r *tg.MessagesToggleTodoCompletedRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if len(r.Completed) > message.MaxTodoItems || len(r.Incompleted) > message.MaxTodoItems {
		return nil, errLimit
	}
	ch, err := h.Message.Tick(ctx, c.Actor(), to, r.MsgID, message.Ticked{On: r.Completed, Off: r.Incompleted})
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}

func (h *Handlers) appendTodoList(ctx context.Context, c *rpc.Call, r *tg.MessagesAppendTodoListRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ch, err := h.Message.AddTodo(ctx, c.Actor(), to, r.MsgID, h.In.TodoItems(c, r.List))
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}
