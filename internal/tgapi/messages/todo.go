package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/rpc"
)

func (h *Handlers) toggleTodoCompleted(ctx context.Context, c *rpc.Call, r *tg.MessagesToggleTodoCompletedRequest) (tg.UpdatesClass, error) {
	to, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
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
