package wire

// Constructor ids of service messages and of calls to the protocol itself.
const (
	VectorID             = 0x1cb5c415
	ContainerID          = 0x73f1f8dc
	CopyID               = 0xe06046b2
	GzipPackedID         = 0x3072cfa1
	RPCResultID          = 0xf35c6d01
	RPCErrorID           = 0x2144ca19
	DropAnswerID         = 0x58e4a740
	AnswerUnknownID      = 0x5e2ad36e
	AnswerDroppedRunning = 0xcd78e586
	AnswerDroppedID      = 0xa43ad8b7
	FutureSaltsReqID     = 0xb921bd04
	FutureSaltsID        = 0xae500895
	PingID               = 0x7abe77ec
	PingDisconnectID     = 0xf3427b8c
	PongID               = 0x347773c5
	DestroySessionID     = 0xe7512126
	DestroySessionOkID   = 0xe22045fc
	DestroySessionNoneID = 0x62d350c9
	DestroyKeyID         = 0xd1435160
	DestroyKeyOkID       = 0xf660e1d4
	DestroyKeyNoneID     = 0x0a9f2259
	DestroyKeyFailID     = 0xea109b13
	NewSessionID         = 0x9ec20908
	AckID                = 0x62d6b459
	BadMsgID             = 0xa7eff811
	BadSaltID            = 0xedab447b
	ResendReqID          = 0x7d861a08
	ResendAnswerReqID    = 0x8610baeb
	StateReqID           = 0xda69fb52
	StateInfoID          = 0x04deb57d
	AllInfoID            = 0x8cc0d131
	DetailedInfoID       = 0x276d3ec6
	NewDetailedInfoID    = 0x809db6df
	HTTPWaitID           = 0x9299359f
	UpdatesTooLongID     = 0xe317af7e
)

// Wrappers of calls.
const (
	invokeAfterMsgID           = 0xcb9f372d
	invokeAfterMsgsID          = 0x3dc4b4f0
	initConnectionID           = 0xc1cd5ea9
	invokeWithLayerID          = 0xda9b0d0d
	invokeWithoutUpdatesID     = 0xbf9459b7
	invokeWithMessagesRangeID  = 0x365275f2
	invokeWithTakeoutID        = 0xaca9fd2e
	invokeWithBusinessID       = 0xdd289f8e
	invokeWithPlayIntegrityID  = 0x1df92984
	invokeWithApnsSecretID     = 0x0dae54f8
	invokeWithReCaptchaID      = 0xadbb0f94
	messageRangeID             = 0x0ae30253
	inputClientProxyID         = 0x75588b3f
	jsonNullID                 = 0x3f6d7b68
	jsonBoolID                 = 0xc7345e6a
	jsonNumberID               = 0x2be0dfa4
	jsonStringID               = 0xb71e767a
	jsonArrayID                = 0xf7444763
	jsonObjectID               = 0x99c1d49d
	jsonObjectValueID          = 0xc0de1bd9
	boolTrueID, boolFalseID    = 0x997275b5, 0xbc799737
	uploadFileID, webFileID    = 0x096a18d5, 0x21e753bc
	cdnFileID, cdnFileReuploID = 0xa99fca4f, 0xeea8e46e
)

// Parity is what a message's seqno must be.
type Parity int

// The parities: acks and containers are never content-related, calls always
// are, and clients differ about other service messages.
const (
	Either Parity = iota
	Even
	Odd
)

// SeqParity is the parity that a client's message with this id needs
// (https://core.telegram.org/mtproto/description#content-related-message). An
// ack should be even, but mtcute counts its own, and the public servers bear
// with it.
func SeqParity(id uint32) Parity {
	if id == ContainerID {
		return Even
	}
	if Service(id) {
		return Either
	}
	return Odd
}

// Service reports whether id belongs to the protocol and not to the API.
func Service(id uint32) bool {
	switch id {
	case ContainerID, CopyID, GzipPackedID, RPCResultID, DropAnswerID, FutureSaltsReqID, PingID,
		PingDisconnectID, DestroySessionID, DestroyKeyID, AckID, ResendReqID, ResendAnswerReqID,
		StateReqID, StateInfoID, AllInfoID, DetailedInfoID, NewDetailedInfoID, HTTPWaitID,
		NewSessionID, BadMsgID, BadSaltID, PongID:
		return true
	}
	return false
}
