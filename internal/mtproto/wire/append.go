package wire

import "encoding/binary"

// AppendID adds a constructor id.
func AppendID(b []byte, id uint32) []byte { return binary.LittleEndian.AppendUint32(b, id) }

// AppendInt adds an int.
func AppendInt(b []byte, v int32) []byte { return binary.LittleEndian.AppendUint32(b, uint32(v)) }

// AppendLong adds a long.
func AppendLong(b []byte, v int64) []byte { return binary.LittleEndian.AppendUint64(b, uint64(v)) }

// AppendBytes adds a TL string or bytes, shorter than 2^24.
func AppendBytes[T string | []byte](b []byte, v T) []byte {
	head := 1
	if len(v) < 254 {
		b = append(b, byte(len(v)))
	} else {
		head = 4
		b = append(b, 254, byte(len(v)), byte(len(v)>>8), byte(len(v)>>16))
	}
	b = append(b, v...)
	for n := head + len(v); n%4 != 0; n++ {
		b = append(b, 0)
	}
	return b
}

// AppendHeader adds the head of a message in a container or an envelope.
func AppendHeader(b []byte, id int64, seq int32, size int) []byte {
	return AppendInt(AppendInt(AppendLong(b, id), seq), int32(size))
}

// AppendIDs adds a boxed Vector<long>.
func AppendIDs(b []byte, ids []int64) []byte {
	b = AppendInt(AppendID(b, VectorID), int32(len(ids)))
	for _, id := range ids {
		b = AppendLong(b, id)
	}
	return b
}

// Error is an encoded rpc_error.
func Error(code int, message string) []byte {
	b := make([]byte, 0, 16+len(message))
	return AppendBytes(AppendInt(AppendID(b, RPCErrorID), int32(code)), message)
}

// Pong is an encoded pong.
func Pong(msgID, pingID int64) []byte {
	return AppendLong(AppendLong(AppendID(make([]byte, 0, 20), PongID), msgID), pingID)
}

// BadMsg is an encoded bad_msg_notification.
func BadMsg(msgID int64, seq, code int32) []byte {
	b := AppendLong(AppendID(make([]byte, 0, 20), BadMsgID), msgID)
	return AppendInt(AppendInt(b, seq), code)
}

// BadSalt is an encoded bad_server_salt.
func BadSalt(msgID int64, seq int32, salt int64) []byte {
	b := AppendLong(AppendID(make([]byte, 0, 28), BadSaltID), msgID)
	return AppendLong(AppendInt(AppendInt(b, seq), 48), salt)
}

// NewSession is an encoded new_session_created.
func NewSession(first, unique, salt int64) []byte {
	b := AppendLong(AppendID(make([]byte, 0, 28), NewSessionID), first)
	return AppendLong(AppendLong(b, unique), salt)
}

// StateInfo is an encoded msgs_state_info.
func StateInfo(msgID int64, info []byte) []byte {
	b := AppendLong(AppendID(make([]byte, 0, 20+len(info)), StateInfoID), msgID)
	return AppendBytes(b, info)
}

// AnswerDropped is an encoded rpc_answer_dropped.
func AnswerDropped(msgID int64, seq int32, size int) []byte {
	b := AppendLong(AppendID(make([]byte, 0, 20), AnswerDroppedID), msgID)
	return AppendInt(AppendInt(b, seq), int32(size))
}

// Salt is a server salt and when it is good, in Unix seconds.
type Salt struct {
	Since, Until int32
	Value        int64
}

// FutureSalts is an encoded future_salts.
func FutureSalts(msgID int64, now int32, salts []Salt) []byte {
	b := AppendLong(AppendID(make([]byte, 0, 20+16*len(salts)), FutureSaltsID), msgID)
	b = AppendInt(AppendInt(b, now), int32(len(salts))) // bare vector of bare salts
	for _, s := range salts {
		b = AppendLong(AppendInt(AppendInt(b, s.Since), s.Until), s.Value)
	}
	return b
}
